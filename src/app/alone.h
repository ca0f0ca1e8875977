// What one person may not do alone (CP/CPS 4.3.1, 5.2.2; NT-63, NT-106): the commands leave it to
// ceremonies.
#pragma once

#include <string_view>

#include "app/installation.h"

namespace chancery::app {

/// Whether `act`, a verb of `chancery hierarchy`, may be done outside of a ceremony for a hierarchy
/// of this purpose. By [ceremony] required: never for hierarchies of public trust, nor where
/// several people hold the keys, with "public"; never at all with "always". With "never" it may,
/// and what would have taken several people is put on record as "ceremony.waived", durable when
/// this returns. Says nothing about the two development hierarchies of a first start.
/// Errors: kCeremonyRequired; those of the store.
[[nodiscard]] Result<void> check_alone(Installation& home, std::string_view act,
                                       std::string_view purpose, const std::string& actor);

/// Whether a ceremony is to make the first hierarchies here, and not a first start.
[[nodiscard]] bool founds_by_ceremony(const config::Config& config);

}  // namespace chancery::app
