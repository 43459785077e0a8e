//! TLS: a given certificate, or one signed by the installation's own local authority, whose root
//! certificate the office's computers install once.

use crate::cli::Serve;
use anyhow::{Context, Result};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use store::keys::write_private;

/// The files the server speaks TLS with.
pub struct Files {
    /// Certificate chain, PEM.
    pub cert: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

/// The given files, or those of the local authority, made when missing.
pub fn files(dir: &Path, args: &Serve, address: SocketAddr) -> Result<Files> {
    if let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) {
        return Ok(Files { cert: cert.clone(), key: key.clone() });
    }
    let folder = dir.join("tls");
    std::fs::create_dir_all(&folder).context("建不了证书文件夹")?;
    let files = Files { cert: folder.join("server.pem"), key: folder.join("server.key") };
    if !files.cert.exists() || !files.key.exists() {
        make(&folder, &files, address)?;
    }
    crate::say::line(format!(
        "用本机自己的证书机构：请在每台电脑上安装 {} 一次，浏览器就不再警告",
        folder.join("ca.crt").display()
    ));
    Ok(files)
}

fn make(folder: &Path, files: &Files, address: SocketAddr) -> Result<()> {
    let ca_key = KeyPair::generate()?;
    let mut ca = CertificateParams::default();
    ca.distinguished_name.push(DnType::CommonName, "娘家 本地证书机构");
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let root = ca.self_signed(&ca_key)?;
    let names = vec!["localhost".to_owned(), "niangjia.local".to_owned(), address.ip().to_string()];
    let mut server = CertificateParams::new(names)?;
    server.distinguished_name.push(DnType::CommonName, "娘家");
    let server_key = KeyPair::generate()?;
    let issuer = Issuer::new(ca, ca_key);
    let signed = server.signed_by(&server_key, &issuer)?;
    std::fs::write(folder.join("ca.crt"), root.pem())?;
    std::fs::write(&files.cert, format!("{}{}", signed.pem(), root.pem()))?;
    let _ = std::fs::remove_file(&files.key);
    write_private(&files.key, &server_key.serialize_pem())?;
    Ok(())
}
