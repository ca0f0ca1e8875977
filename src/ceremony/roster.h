// Who may act in the ceremonies of one installation, as earlier ceremonies enrolled them.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "ceremony/script.h"

namespace chancery::ceremony {

/// The first ceremony of an installation enrols everybody in its script: its report, signed by
/// them and their witnesses, is the ground of all later ones. From then on people come in by the
/// act "enrol", approved by three who are in. For one thread.
class Roster final {
 public:
  /// A missing file is an empty roster. Errors: kTranscriptBroken, kTranscriptFailed.
  [[nodiscard]] static Result<Roster> open(std::filesystem::path file);

  [[nodiscard]] bool empty() const { return members_.empty(); }
  /// With this id and this very key.
  [[nodiscard]] bool has(const Person& person) const;

  /// Durable when this returns; once more is no harm. Errors: kPersonNotEnrolled when the id is
  /// another's or the key is; kTranscriptFailed.
  [[nodiscard]] Result<void> enrol(const Person& person) { return enrol(std::span(&person, 1)); }
  /// All of them or none, whenever this is stopped. Errors: as above.
  [[nodiscard]] Result<void> enrol(std::span<const Person> people);

 private:
  struct Member {
    std::string id;
    std::string name;
    std::string key;  ///< base64 of SubjectPublicKeyInfo
    bool operator==(const Member& other) const { return id == other.id && key == other.key; }
  };
  explicit Roster(std::filesystem::path file) : file_(std::move(file)) {}
  [[nodiscard]] static Member member_of(const Person& person);
  [[nodiscard]] Result<void> save(const std::vector<Member>& members) const;

  std::filesystem::path file_;
  std::vector<Member> members_;
};

}  // namespace chancery::ceremony
