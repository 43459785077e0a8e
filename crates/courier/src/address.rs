//! Where messages may be sent. A name is resolved once, every address behind it is looked at, and the connection
//! goes to just those: a name that later points into the house leads nowhere.

use crate::Failure;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

/// Addresses of a name, none of which lies inside the house unless that is allowed.
pub(crate) fn resolve(host: &str, port: u16, inside: bool) -> Result<Vec<SocketAddr>, Failure> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = (bare, port).to_socket_addrs();
    let found: Vec<SocketAddr> = found.map(Iterator::collect).unwrap_or_default();
    if found.is_empty() {
        return Err(Failure::passing("找不到对方的地址，请核对域名"));
    }
    if !inside && found.iter().any(|one| is_inside(one.ip())) {
        return Err(Failure::lasting(
            "对方是本机或内网地址，没有发；确要发到内网，请在设置里打开“允许向内网地址发消息”",
        ));
    }
    Ok(found)
}

/// Whether a name leads only to addresses inside the house.
pub(crate) fn all_inside(found: &[SocketAddr]) -> bool {
    found.iter().all(|one| is_inside(one.ip()))
}

/// Whether an address belongs to this machine, a private network, or to nobody.
pub fn is_inside(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_inside_v4(ip),
        IpAddr::V6(ip) => is_inside_v6(ip),
    }
}

fn is_inside_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn is_inside_v6(ip: Ipv6Addr) -> bool {
    let [first, second, _, _, _, _, high, low] = ip.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_inside_v4(Ipv4Addr::new(a, b, c, d))
    };
    if let Some(mapped) = ip.to_ipv4_mapped() {
        return is_inside_v4(mapped);
    }
    match first {
        // 6to4 and NAT64 carry an address of the fourth version.
        0x2002 => ip.segments().get(2).is_some_and(|third| v4(second, *third)),
        0x64 if second == 0xff9b => v4(high, low),
        // Only 2000::/3 is given out to the world.
        _ => first & 0xe000 != 0x2000 || (first == 0x2001 && second == 0xdb8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_house_are_known_in_every_dress() {
        for inside in [
            "127.0.0.1",
            "127.8.9.1",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "fe80::1",
            "fd00::1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "ff02::1",
        ] {
            assert!(is_inside(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "2400:3200::1",
            "64:ff9b::101:101",
            "2002:101:101::",
            "::ffff:1.1.1.1",
        ] {
            assert!(!is_inside(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn a_name_of_the_machine_itself_is_refused_for_good_unless_allowed() {
        let refused = resolve("localhost", 25, false).unwrap_err();
        assert!(refused.lasting && refused.say.contains("内网地址"), "{}", refused.say);
        assert!(all_inside(&resolve("localhost", 25, true).unwrap()));
        assert!(resolve("[::1]", 25, false).unwrap_err().lasting);
    }
}
