// Leads through a script: checks who is here, takes approvals, writes down each step before and
// after it, and has the report signed at the end (CP/CPS 5.2.2; NT-63).
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "ceremony/credential.h"
#include "ceremony/roster.h"
#include "ceremony/script.h"
#include "ceremony/transcript.h"

namespace chancery::ceremony {

/// Where steps are done: keys, store and files are behind it. The director knows none of them.
class Stage {
 public:
  virtual ~Stage() = default;

  /// Does the step, durably, and tells what came in, went out and was made: a JSON object without
  /// secrets, with the SHA-256 of every file. `again`: an earlier attempt was begun and not known
  /// to be done, so what it did must be looked for first.
  [[nodiscard]] virtual Result<boost::json::object> perform(const Step& step, bool again) = 0;
};

/// Asked before each step: a person at a terminal. Errors end the sitting before the step.
using Confirm = std::function<Result<void>(const Step& step)>;

/// Everybody without whom the rest of the script cannot go: that each remaining step has as many
/// enrolled people as its act takes, its commander among them, and that all witnesses are here. A
/// ceremony that is closed waits for the signatures of those who were there, and for nothing else.
/// Errors: kPeopleMissing with "step", "needed", "present" and "missing"; kWitnessMissing;
/// kPersonNotEnrolled; kCeremonyClosed.
[[nodiscard]] Result<void> check_attendance(const Script& script, const Transcript& transcript,
                                            std::span<const Attendee> attendees,
                                            const Roster& roster);

/// One sitting. All are borrowed. Goes on behind the last step that is done; nothing is done unless
/// check_attendance is content. A failed step is written down and ends the sitting: the next one
/// tries it again. In the first ceremony of an installation everybody is enrolled.
/// Errors: those of check_attendance, the stage, the transcript; kTranscriptBroken.
class Director final {
 public:
  Director(const Script& script, Transcript& transcript, std::span<const Attendee> attendees,
           Roster& roster, Stage& stage, const Clock& clock, Confirm confirm)
      : script_(script),
        transcript_(transcript),
        attendees_(attendees),
        roster_(roster),
        stage_(stage),
        clock_(clock),
        confirm_(std::move(confirm)) {}

  [[nodiscard]] Result<void> run();

 private:
  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<void> do_step(const Step& step, bool again);
  [[nodiscard]] Result<boost::json::object> perform(const Step& step, bool again);
  [[nodiscard]] Result<void> close();

  const Script& script_;
  Transcript& transcript_;
  std::span<const Attendee> attendees_;
  Roster& roster_;
  Stage& stage_;
  const Clock& clock_;
  Confirm confirm_;
};

/// How far a transcript has come in its script.
struct Progress {
  int done = 0;        ///< steps
  bool begun = false;  ///< the next one was begun before
  bool closed = false;
};
[[nodiscard]] Progress progress_of(const Transcript& transcript);

}  // namespace chancery::ceremony
