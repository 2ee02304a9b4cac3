//! The generated client, as it was last reviewed: any change of it has to be
//! looked at and accepted (`cargo insta review`, or `INSTA_UPDATE=always`).

#[test]
fn generated_files_are_as_reviewed() {
    insta::glob!("../generated", "**/*.rs", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(text);
        });
    });
}
