//! How many calls may run.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Incident;

/// The bounds of a server, in all and for each address.
pub(super) struct Bounds {
    max: usize,
    max_per_address: usize,
    limit: Arc<Semaphore>,
    addresses: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// Room for one call, until it is dropped.
#[derive(Debug)]
pub(super) struct Permit {
    _limit: OwnedSemaphorePermit,
    _address: Option<AddressPermit>,
}

#[derive(Debug)]
struct AddressPermit {
    address: IpAddr,
    addresses: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Bounds {
    pub(super) fn new(max: usize, max_per_address: usize) -> Self {
        Self {
            max,
            max_per_address,
            limit: Arc::new(Semaphore::new(max)),
            addresses: Arc::default(),
        }
    }

    /// Room for a call from this address, or why there is none.
    pub(super) fn admit(&self, address: IpAddr) -> Result<Permit, Incident> {
        let limit = Arc::clone(&self.limit);
        let limit = limit
            .try_acquire_owned()
            .map_err(|_| Incident::Refused { limit: self.max })?;
        // Counted only where it can make a difference.
        let address = if self.max_per_address < self.max {
            Some(self.admit_address(address.to_canonical())?)
        } else {
            None
        };
        Ok(Permit {
            _limit: limit,
            _address: address,
        })
    }

    fn admit_address(&self, address: IpAddr) -> Result<AddressPermit, Incident> {
        let mut addresses = lock(&self.addresses);
        let running = addresses.get(&address).copied().unwrap_or(0);
        if running >= self.max_per_address {
            return Err(Incident::RefusedAddress {
                limit: self.max_per_address,
            });
        }
        addresses.insert(address, running + 1);
        Ok(AddressPermit {
            address,
            addresses: Arc::clone(&self.addresses),
        })
    }
}

impl Drop for AddressPermit {
    fn drop(&mut self) {
        let mut addresses = lock(&self.addresses);
        if let Some(running) = addresses.get_mut(&self.address) {
            *running -= 1;
            if *running == 0 {
                addresses.remove(&self.address);
            }
        }
    }
}

/// Numbers are whole at every moment, so a panic elsewhere has not broken them.
fn lock(addresses: &Mutex<HashMap<IpAddr, usize>>) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
    addresses.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_own_bound_and_room_comes_back() {
        let [one, other, mapped] = ["192.0.2.1", "192.0.2.2", "::ffff:192.0.2.1"]
            .map(|text| text.parse::<IpAddr>().expect("an address"));
        let bounds = Bounds::new(5, 2);
        let mut permits: Vec<Permit> = [one, mapped, other, other]
            .into_iter()
            .map(|address| bounds.admit(address).expect("room"))
            .collect();
        for address in [one, mapped, other] {
            assert_eq!(
                bounds.admit(address).err(),
                Some(Incident::RefusedAddress { limit: 2 })
            );
        }
        // A refusal takes no room.
        let third: IpAddr = "192.0.2.3".parse().expect("an address");
        permits.push(bounds.admit(third).expect("room for a fifth"));
        assert_eq!(bounds.admit(third).err(), Some(Incident::Refused { limit: 5 }));
        drop(permits);
        assert!(lock(&bounds.addresses).is_empty());
        assert!(bounds.admit(one).is_ok());
    }
}
