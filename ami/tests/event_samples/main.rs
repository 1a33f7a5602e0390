//! Every event in the table is recognised, and each of its headers is read by a typed accessor: a sample value goes
//! in, what the accessor makes of it comes out. The lists are generated; what a type makes of odd values is tested
//! beside the type.

#[macro_use]
mod support;
mod generated;
