#include "ct/terms.h"

#include <algorithm>
#include <array>

namespace chancery::ct {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array kRows = {
    TermRow{
        "Chrome CT policy (2022-04-15; as of 2026-07-22): CT is not enforced by a log list that "
        "is older than 70 days, and a log may have gone since",
        at_date(2022, 4, 15), Term::log_list_age, days(70)},
    TermRow{"RFC 6962 section 5.2: SCTs of the future are rejected; house rule: clocks may differ "
            "by a minute",
            at_date(2013, 6, 1), Term::sct_ahead, minutes(1)},
    TermRow{"RFC 6962 section 3.2: the time is that of the submission, or of an earlier one of the "
            "same precertificate; house rule: clocks may differ by an hour",
            at_date(2013, 6, 1), Term::sct_behind, hours(1)},
};

}  // namespace

std::span<const TermRow> term_rows() {
  return kRows;
}

Duration term(Term which, Time at) {
  Duration shortest = days(36'525);
  for (const TermRow& row : kRows) {
    if (row.term == which && row.effective_from <= at) {
      shortest = std::min(shortest, row.value);
    }
  }
  return shortest;
}

}  // namespace chancery::ct
