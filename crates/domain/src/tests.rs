//! What must hold for every definition.

#[test]
fn no_definition_breaks_a_law() {
    assert_eq!(kernel::laws::broken(super::catalog()), Vec::<String>::new());
}
