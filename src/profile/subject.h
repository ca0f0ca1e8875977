// The subject of a certificate, after the rows of its profile (RFC 5280 section 4.1.2.6).
#pragma once

#include "base/result.h"
#include "profile/build.h"
#include "profile/profile.h"
#include "x509/distinguished_name.h"

namespace chancery::profile {

/// The attributes that the rows in force take up, in their order, one to an RDN (NT-22).
/// Errors: kSubjectMissing, kNameTooLong, kSubjectMalformed (parameters "attribute", "seen"),
/// x509::kStringMalformed.
[[nodiscard]] Result<x509::DistinguishedName> build_subject(const Profile& profile,
                                                            const Content& content, Time at);

/// For doors that refuse before there is a key: whether names and verified attributes suffice for
/// the subject of a profile for subscribers of public trust, where nothing is wished.
/// Errors: those of build_subject.
[[nodiscard]] Result<void> check_subject(const Profile& profile, const x509::GeneralNames& names,
                                         const std::optional<VettedIdentity>& identity, Time at);

}  // namespace chancery::profile
