// Certificates at hosted services whose private key is not there yet (NC-x1): a list of its own,
// because it begins at the places (0102_placements.sql), which are few.
#pragma once

#include <string>

#include "store/certificate_register.h"

namespace chancery::store {

/// Newest first: not over at `now`, not revoked, in use at a place that hosts the key, and without
/// a sealed key. Everything else that is set in `filter` must hold, but its status, which is NOT
/// looked at. At most 1000 places are looked at, so a page may be shorter than `limit`, even empty,
/// and still have a next; there is no way back. Errors: kPageTokenMalformed.
[[nodiscard]] Result<RegisterPage> keyless_certificates(Snapshot& snapshot,
                                                        const CertificateFilter& filter, Time now,
                                                        int limit, const std::string& cursor = {});

}  // namespace chancery::store
