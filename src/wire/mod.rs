//! Formats that leave the tab or cross the seam. `FORMATS.md` in this folder is the normative page.

pub mod key;
