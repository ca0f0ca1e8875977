// What a subject may say about a place: states by name, towns by name, XX where nothing else fits
// (TLS BR 7.1.2.7.4, 7.1.4.2; CPS 1.0.6 section 3.2.2.1; NT-18, NT-19).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/countries.h"

namespace chancery::policy {

/// A state or province of the country: the name of ISO 3166-2, its English name, or either without
/// accents; capitals count. A country that has no states in the table may write any. With XX it is
/// none that ISO 3166-2 knows: its country has a code then.
///
/// That the state is the right one of its country is NOT checked: people do.
/// Errors: kStateUnknown with "seen", "country", "names" (the nearest first, at most ten) and
/// "citation"; kCountryHasCode with "seen", "country" and "citation".
[[nodiscard]] Result<void> check_state(std::string_view country, std::string_view state);

/// What is evidently no name of a town: digits alone, or an abbreviation. A full stop stands behind
/// a word of two letters or more and before another word only ("St. Louis").
///
/// That there is such a town in that country, and that this is its official English name, is NOT
/// checked: no list of ISO has towns, and a specialist confirms the spelling.
/// Errors: kLocalityNoName with "seen" and "citation".
[[nodiscard]] Result<void> check_locality(std::string_view locality);

/// The states of the country whose code or spellings are nearest to `text`, nearest first.
[[nodiscard]] std::vector<const State*> nearest_states(const Country& country,
                                                       std::string_view text, std::size_t most);

}  // namespace chancery::policy
