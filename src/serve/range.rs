//! Which bytes of a file are asked for: `Range` with one range. Several at once may be answered by the whole (RFC 9110,
//! §14.2), and are.

/// What `Range` asks for, of `length` bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Everything.
    Whole,
    /// From the first to the last of these bytes.
    Part(u64, u64),
    /// Bytes that there are not.
    Nothing,
}

/// Reads the value of `Range`. What is no range of bytes is taken for none.
pub(super) fn range(value: Option<&str>, length: u64) -> Asked {
    let Some((first, last)) = value.and_then(|it| it.strip_prefix("bytes=")).and_then(|it| it.trim().split_once('-'))
    else {
        return Asked::Whole;
    };
    let number = |it: &str| {
        let is_number = it.bytes().all(|it| it.is_ascii_digit());
        is_number.then(|| it.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (first, last) {
        ("", "") => Asked::Whole,
        ("", last) => number(last).map_or(Asked::Whole, |n| tail(n, length)),
        (first, "") => number(first).map_or(Asked::Whole, |it| part(it, u64::MAX, length)),
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => part(first, last, length),
            _ => Asked::Whole,
        },
    }
}

fn tail(n: u64, length: u64) -> Asked {
    if n == 0 { Asked::Nothing } else { part(length.saturating_sub(n), u64::MAX, length) }
}

fn part(first: u64, last: u64, length: u64) -> Asked {
    if first < length { Asked::Part(first, last.min(length - 1)) } else { Asked::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_of_bytes_is_read() {
        let check = |value: &str, expected: Asked| assert_eq!(range(Some(value), 10), expected, "{value}");
        check("bytes=0-0", Asked::Part(0, 0));
        check("bytes=2-", Asked::Part(2, 9));
        check("bytes=2-99999999999999999999999", Asked::Part(2, 9));
        check("bytes=-3", Asked::Part(7, 9));
        check("bytes=-30", Asked::Part(0, 9));
        check("bytes=10-", Asked::Nothing);
        check("bytes=99999999999999999999999-", Asked::Nothing);
        check("bytes=-0", Asked::Nothing);
        for odd in ["bytes=3-2", "bytes=0-1,3-4", "bytes=-", "bytes=a-b", "bytes=+1-2", "lines=0-1", "", "bytes"] {
            check(odd, Asked::Whole);
        }
        assert_eq!(range(None, 10), Asked::Whole);
        assert_eq!(range(Some("bytes=0-"), 0), Asked::Nothing);
        assert_eq!(range(Some("bytes=-1"), 0), Asked::Nothing);
    }
}
