// Reading what happened: of a ceremony under way, or of one that is closed and signed. Needs
// nothing but the file, so that an auditor can do it on any machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ceremony/script.h"
#include "ceremony/transcript.h"

namespace chancery::ceremony {

enum class StepState { waiting, begun, failed, done };

/// "waiting", "begun", "failed", "done".
[[nodiscard]] std::string_view to_text(StepState state);

struct StepReport {
  Step step;
  StepState state = StepState::waiting;
  std::vector<std::string> approved_by;  ///< at the last attempt
  boost::json::object outcome;  ///< of a step that is done: what came in, went out, was made
};

/// A transcript whose chain, approvals and signatures hold, as far as it goes.
struct Report {
  Script script;
  std::vector<StepReport> steps;
  std::vector<std::string> attended;   ///< ids of people and witnesses who were ever here
  std::vector<std::string> present;    ///< at the last sitting
  std::vector<std::string> signed_by;  ///< of a closed ceremony
  std::string opened_at;
  std::string closed_at;  ///< empty: under way
  std::string head;       ///< SHA-256 of the line that closes it, or of the last one

  [[nodiscard]] bool closed() const { return !closed_at.empty(); }
  /// Of a closed ceremony: who was there at its end and has not signed. Empty: it is a report.
  [[nodiscard]] std::vector<std::string> unsigned_by() const;
  /// The first step that is not done; nullptr when there is none.
  [[nodiscard]] const StepReport* next() const;
};

/// Recomputes everything: the chain of hashes; that each step was begun in its order, by as many
/// people as its act takes, the one who commanded it among them, each with a signature under the
/// script's key of that person; and each signature under it. Whether the script's keys are those of
/// the people is for the reader to know: compare with a script that was kept elsewhere, by its
/// hash. Errors: kTranscriptBroken, kSignatureMissing, kScriptMalformed.
[[nodiscard]] Result<Report> read_report(std::string_view text);

}  // namespace chancery::ceremony
