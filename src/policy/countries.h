// Countries and their states: ISO 3166-1 and 3166-2 (NT-18, NT-19; TLS BR 7.1.2.7.4, 7.1.4.2).
//
// The table is places.tsv beside this file; tools/places/make.py makes it. It is part of the
// program, so that a check cannot fall away with a missing file, and it changes with a commit that
// somebody reads, not with an update of the machine.
#pragma once

#include <span>
#include <string_view>

namespace chancery::policy {

/// Views live as long as the program.
struct State {
  std::string_view code;       ///< "DE-BY"
  std::string_view name;       ///< in English: "Bavaria"
  std::string_view spellings;  ///< all that may be written, separated by tabs, `name` first

  [[nodiscard]] bool is_written(std::string_view text) const;
};

struct Country {
  std::string_view code;          ///< "DE"
  std::string_view name;          ///< in English
  std::span<const State> states;  ///< by code; empty where ISO 3166-2 has none
};

/// All of ISO 3166-1, by code. Read on the first call. XX is none of them.
[[nodiscard]] std::span<const Country> countries();

/// Null when ISO did not assign this code.
[[nodiscard]] const Country* find_country(std::string_view code);

/// The versions of the sources that the table was made from, for people.
[[nodiscard]] std::string_view places_version();

/// An officially assigned code in capital letters, or XX, which the Baseline Requirements reserve
/// for places that have none. That a place which has a code does not use XX is NOT checked here
/// (check_state looks at what can be told by the state).
[[nodiscard]] bool is_country_code(std::string_view text);

}  // namespace chancery::policy
