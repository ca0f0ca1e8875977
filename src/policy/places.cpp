#include "policy/places.h"

#include <algorithm>
#include <numeric>
#include <ranges>

#include "policy/errors.h"

namespace chancery::policy {
namespace {

constexpr std::string_view kStateCitation =
    "TLS BR 7.1.2.7.4; CPS 1.0.6 section 3.2.2.1; ISO 3166-2; NT-18";
constexpr std::string_view kCodeCitation = "TLS BR 7.1.4.2; ISO 3166-1; NT-19";
constexpr std::string_view kLocalityCitation = "TLS BR 7.1.2.7.4; CPS 1.0.6 section 3.2.2.1; NT-18";
constexpr std::size_t kNamesTold = 10;
constexpr std::size_t kMostCompared = 128;  // octets; longer texts are cut for the comparison

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (lower(c) >= 'a' && lower(c) <= 'z');
}

/// Octets to insert, take away or replace; capitals and small letters are alike.
std::size_t distance(std::string_view a, std::string_view b) {
  a = a.substr(0, kMostCompared);
  std::vector<std::size_t> row(a.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char in_b : b) {
    std::size_t diagonal = row[0]++;
    for (std::size_t at = 1; at <= a.size(); ++at) {
      const std::size_t replaced = diagonal + (lower(a[at - 1]) == lower(in_b) ? 0 : 1);
      diagonal = row[at];
      row[at] = std::min({row[at] + 1, row[at - 1] + 1, replaced});
    }
  }
  return row.back();
}

/// "CA" is as near to California as its name.
std::size_t distance_of(const State& state, std::string_view text) {
  std::size_t nearest = distance(text, state.code.substr(state.code.find('-') + 1));
  for (const auto spelling : std::views::split(state.spellings, '\t')) {
    nearest = std::min(nearest, distance(text, std::string_view(spelling.begin(), spelling.end())));
  }
  return nearest;
}

/// "Bavaria, Bremen and 14 others"
std::string told(const Country& country, std::string_view text) {
  std::string names;
  const auto nearest = nearest_states(country, text, kNamesTold);
  for (const State* state : nearest) {
    names += (names.empty() ? "" : ", ") + std::string(state->name);
  }
  const std::size_t others = country.states.size() - nearest.size();
  return others == 0 ? names : names + " and " + std::to_string(others) + " others";
}

bool has_state(const Country& country, std::string_view text) {
  return std::ranges::any_of(country.states,
                             [&](const State& state) { return state.is_written(text); });
}

/// NT-19: what is a state of a country with a code does not stand under XX.
Result<void> check_without_code(std::string_view state) {
  const auto all = countries();
  const auto found =
      std::ranges::find_if(all, [&](const Country& country) { return has_state(country, state); });
  if (found == all.end()) {
    return {};
  }
  return fail(kCountryHasCode, {{"seen", std::string(state)},
                                {"country", std::string(found->code)},
                                {"citation", std::string(kCodeCitation)}});
}

/// Whether the full stop at `at` ends a shortened word that another word follows.
bool is_inner_stop(std::string_view text, std::size_t at) {
  const bool ends_word = at >= 2 && is_letter(text[at - 1]) && is_letter(text[at - 2]);
  return ends_word && at + 2 < text.size() && text[at + 1] == ' ' && is_letter(text[at + 2]);
}

}  // namespace

std::vector<const State*> nearest_states(const Country& country, std::string_view text,
                                         std::size_t most) {
  std::vector<std::pair<std::size_t, const State*>> all;
  for (const State& state : country.states) {
    all.emplace_back(distance_of(state, text), &state);
  }
  std::ranges::stable_sort(all, {}, &std::pair<std::size_t, const State*>::first);
  std::vector<const State*> nearest;
  for (const auto& [far, state] : all | std::views::take(most)) {
    nearest.push_back(state);
  }
  return nearest;
}

Result<void> check_state(std::string_view country, std::string_view state) {
  const Country* found = find_country(country);
  if (found == nullptr) {
    return check_without_code(state);
  }
  if (found->states.empty() || has_state(*found, state)) {
    return {};
  }
  return fail(kStateUnknown, {{"seen", std::string(state)},
                              {"country", std::string(found->name)},
                              {"names", told(*found, state)},
                              {"citation", std::string(kStateCitation)}});
}

Result<void> check_locality(std::string_view locality) {
  bool is_name = std::ranges::any_of(locality, is_letter);
  for (std::size_t at = locality.find('.'); at != locality.npos; at = locality.find('.', at + 1)) {
    is_name = is_name && is_inner_stop(locality, at);
  }
  if (!is_name) {
    return fail(kLocalityNoName,
                {{"seen", std::string(locality)}, {"citation", std::string(kLocalityCitation)}});
  }
  return {};
}

}  // namespace chancery::policy
