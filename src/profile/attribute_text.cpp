#include "profile/attribute_text.h"

#include <algorithm>
#include <array>

#include "policy/countries.h"
#include "policy/filler.h"
#include "profile/errors.h"
#include "x509/distinguished_name.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

struct Bound {
  der::Oid type;
  std::size_t characters;
};

// TLS BR 7.1.4.2; where RFC 5280 appendix A.1 is stricter (postalCode), that.
constexpr std::array kBounds = {
    Bound{x509::kCountry, 2},
    Bound{x509::kStateOrProvince, 128},
    Bound{x509::kLocality, 128},
    Bound{x509::kPostalCode, 16},
    Bound{x509::kStreetAddress, 128},
    Bound{x509::kOrganization, 64},
    Bound{x509::kSurname, 64},
    Bound{x509::kGivenName, 64},
    Bound{x509::kOrganizationalUnit, 64},
    Bound{x509::kCommonName, 64},
    Bound{x509::kDomainComponent, 63},
    Bound{x509::kBusinessCategory, 128},
    Bound{x509::kJurisdictionCountry, 2},
    Bound{x509::kJurisdictionState, 128},
    Bound{x509::kJurisdictionLocality, 128},
    Bound{x509::kSerialNumber, 64},
    Bound{x509::kPseudonym, 128},
    Bound{x509::kOrganizationIdentifier, 256},
    Bound{x509::kEmailAddress, 255},
};
constexpr std::size_t kOtherBound = 64;

bool is_country(const der::Oid& type) {
  return type == x509::kCountry || type == x509::kJurisdictionCountry;
}

/// NT-20. A host or a person may be called by any word.
bool is_filler(const der::Oid& type, std::string_view text) {
  return type == x509::kCommonName ? policy::is_signs_only(text) : policy::is_filler(text);
}

}  // namespace

std::size_t characters_allowed(const der::Oid& type) {
  const auto bound = std::ranges::find(kBounds, type, &Bound::type);
  return bound == kBounds.end() ? kOtherBound : bound->characters;
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

Result<void> check_attribute_text(const der::Oid& type, const std::string& text) {
  const bool fits = !is_filler(type, text) && characters_in(text) <= characters_allowed(type) &&
                    (!is_country(type) || policy::is_country_code(text));
  if (!fits) {
    return fail(kSubjectMalformed, {{"attribute", x509::attribute_name(type)}, {"seen", text}});
  }
  return {};
}

}  // namespace chancery::profile
