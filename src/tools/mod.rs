//! Floor 6: commands beside the build. Siblings that never import each other: [`init`], [`new`], [`clean`].

pub mod clean;
pub mod init;
pub mod new;
