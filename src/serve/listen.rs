//! Where the server listens: address, port, and the names under which it may be asked.
//!
//! Begin with [`Listen::bind`].

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use super::guard::Hosts;
use crate::base::problem::Problem;
use crate::build::fault::{Fault, reason};

/// The port that is taken unless one is asked for.
pub const PORT: u16 = 7863;
/// How many ports are tried above [`PORT`].
const TRIES: u16 = 100;

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Listen {
    /// The address of this computer to listen at; loopback unless somebody wants otherwise.
    pub interface: IpAddr,
    /// The port; if none, [`PORT`] or the next free one.
    pub port: Option<u16>,
    /// Names besides `localhost` under which the server may be asked.
    pub hosts: Vec<String>,
}

impl Default for Listen {
    fn default() -> Self {
        Self { interface: Ipv4Addr::LOCALHOST.into(), port: None, hosts: Vec::new() }
    }
}

/// A port that is ours.
#[derive(Debug)]
pub struct Bound {
    pub(super) listener: TcpListener,
    pub(super) hosts: Hosts,
    pub(super) address: SocketAddr,
}

impl Listen {
    /// Takes the port.
    ///
    /// # Errors
    /// The port that was asked for is taken, or the system does not let us listen there.
    pub fn bind(&self) -> Result<Bound, Fault> {
        let listener = match self.port {
            Some(port) => TcpListener::bind((self.interface, port)).map_err(|it| self.refused(port, &it))?,
            None => self.free()?,
        };
        let address = listener.local_addr().map_err(|it| self.refused(PORT, &it))?;
        Ok(Bound { listener, hosts: Hosts::new(self.interface, &self.hosts), address })
    }

    /// The first free port from [`PORT`] on; if there is none near, any.
    fn free(&self) -> Result<TcpListener, Fault> {
        for port in (PORT..PORT + TRIES).chain([0]) {
            match TcpListener::bind((self.interface, port)) {
                Err(error) if is_taken(&error) => {}
                other => return other.map_err(|it| self.refused(port, &it)),
            }
        }
        Err(Problem::PortTaken { port: u64::from(PORT) }.into())
    }

    fn refused(&self, port: u16, error: &io::Error) -> Fault {
        let address = SocketAddr::new(self.interface, port).to_string();
        match error.kind() {
            io::ErrorKind::AddrInUse => Problem::PortTaken { port: u64::from(port) }.into(),
            _ => Problem::CannotListen { address, reason: reason(error) }.into(),
        }
    }
}

/// Whether somebody else listens there; Windows may also call it forbidden.
fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied)
}

impl Bound {
    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a browser on this computer asks for; `base` is `/` or `/a/b/`.
    pub fn url(&self, base: &str) -> String {
        let host = match self.address.ip() {
            it if it == IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
            it if it == IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
            it => it,
        };
        format!("http://{}{base}", SocketAddr::new(host, self.address.port()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_asked_for_is_taken_or_refused() {
        let any = Listen { port: Some(0), ..Listen::default() };
        let bound = any.bind().unwrap();
        let port = bound.address().port();
        assert_eq!(bound.url("/a/b/"), format!("http://127.0.0.1:{port}/a/b/"));
        let again = Listen { port: Some(port), ..Listen::default() }.bind().unwrap_err();
        assert_eq!(*again.problem(), Problem::PortTaken { port: u64::from(port) });
    }

    #[test]
    fn without_a_port_the_next_free_one_is_taken() {
        let (first, second) = (Listen::default().bind().unwrap(), Listen::default().bind().unwrap());
        assert_ne!(first.address().port(), second.address().port());
    }

    #[test]
    fn an_address_of_another_computer_is_refused() {
        let other = Listen { interface: "192.0.2.1".parse().unwrap(), port: Some(0), hosts: Vec::new() };
        assert!(matches!(other.bind().unwrap_err().problem(), Problem::CannotListen { .. }));
    }
}
