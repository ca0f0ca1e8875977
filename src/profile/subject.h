// The subject of a certificate, after the rows of its profile (RFC 5280 section 4.1.2.6).
#pragma once

#include "base/result.h"
#include "profile/build.h"
#include "profile/profile.h"
#include "x509/distinguished_name.h"

namespace chancery::profile {

/// The attributes that the rows in force take up, in their order, one to an RDN (NT-22).
/// Errors: kSubjectMissing, kSubjectMalformed (parameters "attribute", "seen"),
/// x509::kStringMalformed.
[[nodiscard]] Result<x509::DistinguishedName> build_subject(const Profile& profile,
                                                            const Content& content, Time at);

}  // namespace chancery::profile
