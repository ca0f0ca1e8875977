#include "keys/renewal.h"

#include "keys/durable_file.h"
#include "keys/errors.h"
#include "keys/key_file.h"
#include "keys/key_folder.h"

namespace chancery::keys {
namespace {

namespace fs = std::filesystem;

bool opens(const crypto::SealingKey& key, const Secret& sealed) {
  return key.open(sealed.reveal(), as_bytes(kMasterCheckText)).has_value();
}

Result<void> reseal_key(const fs::path& file, std::string_view label,
                        const crypto::SealingKey& from, const crypto::SealingKey& to,
                        Random& random) {
  const Secret text = TRY(read_whole_file(file, Guard::none));
  if (read_key_file(label, text.reveal_text(), to)) {
    return {};
  }
  const auto key = TRY(read_key_file(label, text.reveal_text(), from));
  return replace_file(file, as_bytes(TRY(write_key_file(label, key, to, random))), random);
}

// A crash leaves what was replaced under another name; by now nothing is linked to it any more.
Result<void> destroy_remains(const fs::path& folder, Random& random) {
  std::vector<fs::path> remains;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool is_old = entry->path().filename().string().starts_with(".old-");
    if (is_old && entry->hard_link_count() == 1) {
      remains.push_back(entry->path());
    }
  }
  for (const fs::path& file : remains) {
    TRY(destroy_file(file, random));
  }
  return {};
}

constexpr std::string_view kKeptText = "chancery kept secret";

}  // namespace

Result<bool> opens_keys(const fs::path& folder, const crypto::SealingKey& master) {
  return opens(master, TRY(read_whole_file(folder / kMasterCheckName, Guard::none)));
}

Result<Secret> read_kept_secret(const fs::path& file, const crypto::SealingKey& master) {
  const auto sealed = read_whole_file(file, Guard::none);
  if (!sealed && sealed.error().is(kKeyNotFound)) {
    return master.secret().clone();
  }
  if (!sealed) {
    return std::unexpected(sealed.error());
  }
  auto secret = master.open(sealed->reveal(), as_bytes(kKeptText));
  return secret ? std::move(secret) : Result<Secret>(fail(kMasterKeyWrong));
}

Result<void> keep_secret(const fs::path& file, const crypto::SealingKey& from,
                         const crypto::SealingKey& to, Random& random) {
  const bool is_there = fs::exists(file);
  if (is_there && read_kept_secret(file, to)) {
    return {};
  }
  const Secret secret = TRY(read_kept_secret(file, from));
  const Bytes sealed = to.seal(secret.reveal(), as_bytes(kKeptText), random);
  return is_there ? replace_file(file, sealed, random) : write_new_file(file, sealed, random);
}

// The check goes last: until then the folder is the old secret's.
Result<int> reseal_keys(const fs::path& folder, const crypto::SealingKey& from,
                        const crypto::SealingKey& to, Random& random) {
  const fs::path check = folder / kMasterCheckName;
  const Secret sealed = TRY(read_whole_file(check, Guard::none));
  const bool done = opens(to, sealed);
  if (!done && !opens(from, sealed)) {
    return fail(kMasterKeyWrong);
  }
  const auto labels = TRY(labels_in(folder));
  for (const std::string& label : labels) {
    TRY(reseal_key(folder / (label + std::string(kKeyExtension)), label, from, to, random));
  }
  if (!done) {
    TRY(replace_file(check, to.seal({}, as_bytes(kMasterCheckText), random), random));
  }
  TRY(destroy_remains(folder, random));
  return static_cast<int>(labels.size());
}

}  // namespace chancery::keys
