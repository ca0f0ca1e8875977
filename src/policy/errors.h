// The error catalogue of `policy`. Each error names what was seen and the rule that refused it.
#pragma once

#include "base/result.h"

namespace chancery::policy {

inline constexpr ErrorKind kPublicSuffixListUnreadable{
    "public_suffix_list_unreadable", ErrorClass::internal,
    "The Public Suffix List cannot be loaded; install the package publicsuffix or name a whole one "
    "as policy.public_suffix_list"};
inline constexpr ErrorKind kPublicSuffixListImplausible{
    "public_suffix_list_implausible", ErrorClass::internal,
    "A Public Suffix List holds much less than the one in use, which stays. Look at where it comes "
    "from; what policy.public_suffix_list names is taken all the same at the next start"};

inline constexpr ErrorKind kNameReserved{
    "name_reserved", ErrorClass::rejected,
    "This name is reserved for special use and cannot be certified by a public CA"};
inline constexpr ErrorKind kNameInternal{
    "name_internal", ErrorClass::rejected,
    "This name does not end in a top-level domain of the public DNS; ask a private CA for it"};
inline constexpr ErrorKind kNameReverseZone{
    "name_reverse_zone", ErrorClass::rejected,
    "A name in an IP reverse zone cannot be certified; ask for the IP address itself"};
inline constexpr ErrorKind kNameIdnMalformed{
    "name_idn_malformed", ErrorClass::rejected,
    "A label of this name begins with xn-- but is not a valid IDNA2008 A-label"};
inline constexpr ErrorKind kNameReservedLabel{
    "name_reserved_label", ErrorClass::rejected,
    "A label of this name has -- in its third and fourth place and is no A-label"};
inline constexpr ErrorKind kNameUnderscore{"name_underscore", ErrorClass::rejected,
                                           "A host name holds no underscore"};
inline constexpr ErrorKind kNameWildcardForbidden{
    "name_wildcard_forbidden", ErrorClass::rejected,
    "A wildcard stands only alone, as the whole leftmost label"};
inline constexpr ErrorKind kNameWildcardTooWide{
    "name_wildcard_too_wide", ErrorClass::rejected,
    "A wildcard directly left of a public suffix would cover other people's domains"};
inline constexpr ErrorKind kNamePublicSuffix{
    "name_public_suffix", ErrorClass::rejected,
    "This name is itself a public suffix under which others register"};
inline constexpr ErrorKind kAddressReserved{
    "address_reserved", ErrorClass::rejected,
    "This IP address lies in a reserved block; only a private CA can certify it"};

inline constexpr ErrorKind kStateUnknown{
    "state_unknown", ErrorClass::rejected,
    "This country has no state or province of this name: write one of its names in full, or leave "
    "it out and give the city"};
inline constexpr ErrorKind kCountryHasCode{"country_has_code", ErrorClass::rejected,
                                           "XX is for places without a country code of their own: "
                                           "this state is in a country that has one"};
inline constexpr ErrorKind kLocalityNoName{
    "locality_no_name", ErrorClass::rejected,
    "This is no name of a city: write its official English name, without abbreviation"};

inline constexpr ErrorKind kKeyTypeForbidden{"key_type_forbidden", ErrorClass::rejected,
                                             "Keys of this kind are not allowed here"};
inline constexpr ErrorKind kKeySizeForbidden{"key_size_forbidden", ErrorClass::rejected,
                                             "Keys of this size are not allowed here"};
inline constexpr ErrorKind kKeyWeak{
    "key_weak", ErrorClass::rejected,
    "This key is weak: its private half can be computed. Make a new key with other software"};

inline constexpr ErrorKind kWeakKeyListUnreadable{
    "weak_key_list_unreadable", ErrorClass::bad_input,
    "This list of weak keys cannot be read: each line begins with 20 or 64 hexadecimal digits"};

}  // namespace chancery::policy
