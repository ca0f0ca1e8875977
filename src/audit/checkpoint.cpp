#include "audit/checkpoint.h"

#include <charconv>
#include <fmt/format.h>

#include "audit/errors.h"
#include "audit/leaf_rows.h"
#include "audit/log.h"
#include "base/encoding.h"
#include "crypto/hash.h"
#include "crypto/public_key.h"

namespace chancery::audit {
namespace {

constexpr std::string_view kSignatureMark = "\u2014 ";  // C2SP signed-note: an em dash and a space
constexpr std::size_t kMaxNote = 16 * 1024;
constexpr std::size_t kKeyIdOctets = 4;

/// Takes up to the next newline, which is dropped. Errors: kNoteMalformed when there is none.
Result<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) {
    return fail(kNoteMalformed);
  }
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Result<std::int64_t> parse_size(std::string_view digits) {
  std::int64_t size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  const bool canonical = error == std::errc() && end == digits.data() + digits.size() &&
                         size >= 0 && std::to_string(size) == digits;
  return canonical ? Result<std::int64_t>(size) : fail(kNoteMalformed);
}

Result<Hash> parse_hash(std::string_view base64) {
  const auto bytes = from_base64(base64);
  Hash hash{};
  if (!bytes || bytes->size() != hash.size() || to_base64(*bytes) != base64) {
    return fail(kNoteMalformed);
  }
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

/// C2SP signed-note: SHA-256(key name || 0x0A || signature type || public key), first four octets.
Bytes key_id(const NoteKey& key) {
  constexpr std::uint8_t kEd25519Type[] = {0x01};
  const auto digest =
      crypto::sha256_of({as_bytes(key.name), as_bytes("\n"), kEd25519Type, key.public_key});
  return {digest.begin(), digest.begin() + kKeyIdOctets};
}

std::string body_of(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size,
                     to_base64(checkpoint.root));
}

/// C2SP tlog-checkpoint: origin, size, root; extension lines may follow.
Result<Checkpoint> parse_body(std::string_view body) {
  Checkpoint checkpoint;
  checkpoint.origin = TRY(take_line(body));
  const auto size = TRY(take_line(body));
  const auto root = TRY(take_line(body));
  checkpoint.size = TRY(parse_size(size));
  checkpoint.root = TRY(parse_hash(root));
  return checkpoint.origin.empty() ? fail(kNoteMalformed) : Result<Checkpoint>(checkpoint);
}

struct Note {
  std::string_view body;        ///< with its last newline
  std::string_view signatures;  ///< one a line
};

Result<Note> split_note(std::string_view note) {
  const auto blank = note.rfind("\n\n");
  if (note.size() > kMaxNote || blank == std::string_view::npos) {
    return fail(kNoteMalformed);
  }
  return Note{note.substr(0, blank + 1), note.substr(blank + 2)};
}

/// Whether `line` is a valid signature of `key`. Errors: kNoteMalformed.
Result<bool> is_signed_by(std::string_view line, std::string_view body, const NoteKey& key,
                          const crypto::PublicKey& public_key) {
  const auto space = line.find(' ', kSignatureMark.size());
  if (!line.starts_with(kSignatureMark) || space == std::string_view::npos) {
    return fail(kNoteMalformed);
  }
  const auto name = line.substr(kSignatureMark.size(), space - kSignatureMark.size());
  const auto raw = from_base64(line.substr(space + 1));
  if (!raw || raw->size() <= kKeyIdOctets) {
    return fail(kNoteMalformed);
  }
  const BytesView id = BytesView(*raw).first(kKeyIdOctets);
  return name == key.name && equal(id, key_id(key)) &&
         public_key.verify(crypto::SignatureAlgorithm::ed25519, as_bytes(body),
                           BytesView(*raw).subspan(kKeyIdOctets));
}

struct LogState {
  Head head;
  std::string last_note;  ///< empty: none
};

/// What was signed before must be the beginning of what is signed now.
Result<void> check_growth(store::Snapshot& snapshot, const Checkpoint& before, const Head& now) {
  std::vector<Hash> proof;
  if (before.size > 0 && before.size < now.size) {
    proof = TRY(consistency_proof(before.size, now.size, StoredTree(snapshot).reader()));
  }
  const bool consistent =
      before.size == 0 || verify_consistency(before.size, before.root, now.size, now.root, proof);
  return consistent ? Result<void>() : fail(kLogDamaged);
}

Result<LogState> read_state(store::Snapshot& snapshot) {
  LogState state{TRY(head(snapshot)), {}};
  const auto note =
      TRY(snapshot.first("SELECT note FROM audit_checkpoint ORDER BY size DESC LIMIT 1", {},
                         [](const store::Row& row) { return row.string(0); }));
  if (!note) {
    return state;
  }
  const auto parts = TRY(split_note(*note));
  const auto before = TRY(parse_body(parts.body));
  TRY(check_growth(snapshot, before, state.head));
  state.last_note = before.size == state.head.size ? *note : "";
  return state;
}

}  // namespace

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const NoteKey& key,
                                    const NoteSigner& signer) {
  const std::string body = body_of(checkpoint);
  Bytes signature = key_id(key);
  append(signature, TRY(signer(as_bytes(body))));
  return fmt::format("{}\n{}{} {}\n", body, kSignatureMark, key.name, to_base64(signature));
}

Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key) {
  const auto parts = TRY(split_note(note));
  auto checkpoint = TRY(parse_body(parts.body));
  const auto public_key = TRY(crypto::PublicKey::from_ed25519(key.public_key));
  for (auto rest = parts.signatures; !rest.empty();) {
    const auto line = TRY(take_line(rest));
    if (TRY(is_signed_by(line, parts.body, key, public_key))) {
      return checkpoint;
    }
  }
  return fail(kNoteSignature);
}

Result<std::string> make_checkpoint(store::Database& database, const std::string& origin,
                                    const NoteKey& key, const NoteSigner& signer, Time now) {
  const auto state = TRY(database.read(read_state));
  if (!state.last_note.empty()) {
    return state.last_note;
  }
  auto note = TRY(sign_checkpoint({origin, state.head.size, state.head.root}, key, signer));
  TRY(database.write([&](store::Transaction& tx) {
    // Another node may have signed the same tree at this moment: either note will do.
    return tx.post(
        "INSERT INTO audit_checkpoint (size, signed_at, note) VALUES ($1, $2, $3) "
        "ON CONFLICT DO NOTHING",
        {state.head.size, now, note});
  }));
  return note;
}

Result<std::vector<std::string>> checkpoints_after(store::Snapshot& snapshot, std::int64_t after,
                                                   int limit) {
  return snapshot.all("SELECT note FROM audit_checkpoint WHERE size > $1 ORDER BY size LIMIT $2",
                      {after, limit}, [](const store::Row& row) { return row.string(0); });
}

}  // namespace chancery::audit
