// The transcript: one JSON object a line, each with the SHA-256 of the line before, on the disk
// before the next act begins. The last lines are signatures; then it is the report.
#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace chancery::ceremony {

/// One line. `members` holds everything that stands in it.
struct Entry {
  std::string kind;  ///< "opened", "attended", "begun", "done", "failed", "closed", "signed"
  std::string time;  ///< RFC 3339
  boost::json::object members;

  /// "" when there is no text of that name.
  [[nodiscard]] std::string text(std::string_view name) const;
  /// The texts of an array; none when there is no such array.
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  /// 0 when there is none.
  [[nodiscard]] int step() const;
};

/// Lines whose chain of hashes holds.
struct Chain {
  std::vector<Entry> entries;
  std::string head;             ///< SHA-256 of the last line; 64 zeros without one
  std::size_t whole_lines = 0;  ///< octets; what follows was cut short by a crash
};

/// At most 4 MB. Whether the entries make sense together is NOT judged. Errors: kTranscriptBroken.
[[nodiscard]] Result<Chain> parse_chain(std::string_view text);

/// The file of one ceremony. Not for several threads or processes: the data directory's lock sees
/// to that.
class Transcript final {
 public:
  /// Reads what is there; half a line at the end is cut off. A missing file is an empty
  /// transcript, made by the first `append`. Errors: kTranscriptBroken, kTranscriptFailed.
  [[nodiscard]] static Result<Transcript> open(std::filesystem::path file);

  /// Durable when this returns. Errors: kTranscriptFailed.
  [[nodiscard]] Result<void> append(std::string_view kind, boost::json::object members, Time now);

  [[nodiscard]] const std::vector<Entry>& entries() const { return chain_.entries; }
  [[nodiscard]] const std::string& head() const { return chain_.head; }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  Transcript(std::filesystem::path file, Chain chain)
      : file_(std::move(file)), chain_(std::move(chain)) {}

  std::filesystem::path file_;
  Chain chain_;
};

}  // namespace chancery::ceremony
