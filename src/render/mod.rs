//! Floor 4: views, templates, bytes. (begun)

/// The reference of views, for authors of themes.
pub fn reference() -> String {
    String::new()
}
