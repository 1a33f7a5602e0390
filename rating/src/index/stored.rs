//! An index as bytes and back.

use super::{BUCKETS, Bucket, Index, Leaf, Node, Tag};
use crate::Prefix;
use crate::blob::{BlobError, Reader, Writer};

impl Index {
    /// Writes the index for [`read`](Self::read).
    pub(crate) fn write(&self, writer: &mut Writer) {
        let top: Vec<u64> = self.top.iter().map(|bucket| bucket.0).collect();
        writer.list(&top);
        writer.list(&self.fine);
        writer.list(&self.keys);
        let leaves: Vec<u32> = self.leaves.iter().map(|leaf| leaf.0).collect();
        writer.list(&leaves);
        writer.count(self.deeper.len());
        for (from, end) in &self.deeper {
            writer.u32(*from);
            writer.u32(*end);
        }
        writer.count(self.nodes.len());
        for Node {
            first,
            end,
            digits,
            up,
        } in &self.nodes
        {
            writer.u32(*first);
            writer.u32(*end);
            writer.u32(up.0);
            writer.u8(*digits);
        }
        writer.list(&self.node_rows);
    }

    /// Reads an index into so many rows. Every place in it is checked, so that a search ends and finds rows that there are.
    pub(crate) fn read(reader: &mut Reader<'_>, row_count: u32) -> Result<Self, BlobError> {
        let mut index = Self {
            top: reader.list::<u64>()?.into_iter().map(Bucket).collect(),
            fine: reader.list()?,
            keys: reader.list()?,
            leaves: reader.list::<u32>()?.into_iter().map(Leaf).collect(),
            deeper: Vec::new(),
            nodes: Vec::new(),
            node_rows: Vec::new(),
        };
        for _ in 0..reader.count(8)? {
            index.deeper.push((reader.u32()?, reader.u32()?));
        }
        for _ in 0..reader.count(13)? {
            let (first, end, up) = (reader.u32()?, reader.u32()?, Leaf(reader.u32()?));
            let digits = reader.u8()?;
            index.nodes.push(Node {
                first,
                end,
                digits,
                up,
            });
        }
        index.node_rows = reader.list()?;
        if index.is_sound(row_count) {
            Ok(index)
        } else {
            Err(BlobError::Content {
                what: "an index that points nowhere",
            })
        }
    }

    fn is_sound(&self, row_count: u32) -> bool {
        let ranges = self.keys.len();
        let is_range = |from: u32, end: u32| from < end && end as usize <= ranges;
        self.top.len() == 2 * BUCKETS as usize
            && self.top.iter().all(|bucket| bucket.last() < self.fine.len() as u64)
            // Places follow each other: the ranges of one end where those of the next begin.
            && self.fine.is_sorted()
            && self.fine.last().is_some_and(|&last| last as usize <= ranges)
            && self.leaves.len() == ranges
            && self.deeper.iter().all(|&(from, end)| is_range(from, end))
            && self.node_rows.iter().all(|&row| row < row_count)
            && self.nodes.iter().enumerate().all(|(at, node)| {
                // A node goes on at one before it, so that a search ends.
                node.first <= node.end
                    && node.end as usize <= self.node_rows.len()
                    && usize::from(node.digits) <= Prefix::MAX_DIGITS
                    && self.is_leaf(node.up, row_count, at)
                    && node.up.tag() != Tag::DEEPER
            })
            && self
                .leaves
                .iter()
                .all(|&leaf| self.is_leaf(leaf, row_count, self.nodes.len()))
    }

    /// Whether a leaf points to something, to one of the first so many nodes if it does to a node.
    fn is_leaf(&self, leaf: Leaf, row_count: u32, nodes: usize) -> bool {
        match leaf.tag() {
            Tag::NOTHING => true,
            Tag::NODE => (leaf.row() as usize) < nodes,
            Tag::DEEPER => (leaf.row() as usize) < self.deeper.len(),
            Tag(digits) => leaf.row() < row_count && usize::from(digits) <= Prefix::MAX_DIGITS,
        }
    }
}
