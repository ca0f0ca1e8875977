// Spans of time that browsers and this house set around CT, as dated rows.
#pragma once

#include <span>
#include <string_view>

#include "base/time.h"

namespace chancery::ct {

enum class Term {
  log_list_age,  ///< how old a list of logs may be
  sct_ahead,     ///< how far the time of a new SCT may lie ahead of our clock
  sct_behind,    ///< how far it may lie before its precertificate was signed, by our clock
};

struct TermRow {
  std::string_view citation;
  Seconds effective_from;
  Term term;
  Duration value;
};

/// Every row, in force or not.
[[nodiscard]] std::span<const TermRow> term_rows();

/// The shortest of the rows in force at `at`; a hundred years where there is none.
[[nodiscard]] Duration term(Term which, Time at);

}  // namespace chancery::ct
