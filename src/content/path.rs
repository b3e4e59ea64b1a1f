//! Paths inside the site: `a/b/c`, with `/`, from the root, without `.` and `..`.

/// The path that `text` means beside the file `from`; None where it leads out of the site.
pub fn joined(from: &str, text: &str) -> Option<String> {
    if text.starts_with("content/") {
        return Some(text.to_owned());
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if text.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in text.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            it => parts.push(it),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(joined("content/news/a.md", "../practices/b.md").as_deref(), Some("content/practices/b.md"));
        assert_eq!(joined("content/news/a.md", "foto.jpg").as_deref(), Some("content/news/foto.jpg"));
        assert_eq!(joined("content/news/a.md", "../../../etc/passwd"), None);
    }
}
