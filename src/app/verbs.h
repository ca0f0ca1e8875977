// The verbs of the command line, free of how it is parsed. Each does one thing and prints it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/output.h"
#include "base/result.h"
#include "identity/role.h"

namespace chancery::app {

/// What every verb takes.
struct Common {
  std::string data = "./chancery-data";
  std::string config_file;  ///< "": defaults
  bool json = false;

  [[nodiscard]] Output output() const { return Output(json); }
};

// access.cpp
struct CreateApiKey {
  std::string role;
  std::string name;
  std::string account;  ///< enterprise whose things an applicant's key sees; made when new
  std::vector<std::string> scopes;  ///< permissions; none: all of the role's
  std::string expires;              ///< RFC 3339, "" never
};
[[nodiscard]] Result<void> init(const Common& common);
[[nodiscard]] Result<void> create_api_key(const Common& common, const CreateApiKey& order);
[[nodiscard]] Result<void> list_api_keys(const Common& common);
[[nodiscard]] Result<void> withdraw_api_key(const Common& common, const std::string& id);
[[nodiscard]] Result<void> reset_administrator(const Common& common, const std::string& name);

/// Errors: kArgumentMalformed, which lists the roles that there are.
[[nodiscard]] Result<identity::Role> role_of(const std::string& text);

// people.cpp
struct CreateUser {
  std::string name;
  std::string display_name;  ///< "": the name
  std::string email;
  std::string role;
  std::string enterprise;  ///< for roles that need one; made when new
};
[[nodiscard]] Result<void> create_user(const Common& common, const CreateUser& order);
[[nodiscard]] Result<void> list_users(const Common& common);
[[nodiscard]] Result<void> suspend_user(const Common& common, const std::string& name);
[[nodiscard]] Result<void> restore_user(const Common& common, const std::string& name);
[[nodiscard]] Result<void> reset_user(const Common& common, const std::string& name);

// external_accounts.cpp
struct CreateExternalKey {
  std::string name;
  int days = 90;
};
[[nodiscard]] Result<void> create_external_key(const Common& common,
                                               const CreateExternalKey& order);
[[nodiscard]] Result<void> list_external_keys(const Common& common);
[[nodiscard]] Result<void> revoke_external_key(const Common& common, const std::string& id);

// hierarchies.cpp
struct CreateRoot {
  std::string name;
  std::string purpose = "private";
  std::string subject;
  std::string key = "p384";
  std::optional<std::int64_t> days;
};
struct CreateSubordinate {
  std::string name;
  std::string parent;
  std::string subject;
  std::string key = "p256";
  std::optional<std::int64_t> days;
  int crl_shards = 1;
};
struct ImportIssuer {
  std::string name;
  std::string purpose = "private";
  std::string certificate_file;
  std::string key_file;
  std::string passphrase_file;
  int crl_shards = 1;
  std::int64_t first_crl_number = 1;
};
struct SetIssuerState {
  std::string name;
  std::string state;  ///< "enabled", "disabled", "retired"
};
[[nodiscard]] Result<void> create_root(const Common& common, const CreateRoot& order);
[[nodiscard]] Result<void> create_subordinate(const Common& common, const CreateSubordinate& order);
[[nodiscard]] Result<void> import_issuer(const Common& common, const ImportIssuer& order);
[[nodiscard]] Result<void> set_issuer_state(const Common& common, const SetIssuerState& order);
struct RequestIssuer {
  std::string name;
  std::string purpose = "private";
  std::string subject;
  std::string key = "p256";
  int crl_shards = 1;
  std::string succeeds;  ///< name of the issuer that steps down when the certificate comes
  std::string out_file;  ///< "": standard output
};
struct AcceptIssuer {
  std::string name;
  std::string certificate_file;
};
struct CertifyIssuer {
  std::string issuer;
  std::string csr_file;
  std::optional<std::int64_t> days;
  std::string out_file;  ///< "": standard output
};
struct CrossCertify {
  std::string issuer;
  std::string certificate_file;  ///< every certificate that the CA has
  std::string csr_file;          ///< "": the certificates prove enough
  std::string use = "affiliate";
  std::vector<std::string> purposes;
  std::vector<std::string> policies;
  bool from_existing = false;
  std::optional<std::int64_t> days;
  std::string out_file;  ///< "": standard output
};
struct CrossRequest {
  std::string name;
  std::string out_file;  ///< "": standard output
};
struct ChangeIssuerKey {
  std::string of;
  std::string name;
  std::string subject;
  std::string key;  ///< "": p384 for a root, else p256
  std::optional<std::int64_t> days;
};
struct TerminateIssuer {
  std::string name;
  bool revoke_valid = false;
};
[[nodiscard]] Result<void> list_issuers(const Common& common);
[[nodiscard]] Result<void> request_issuer(const Common& common, const RequestIssuer& order);
[[nodiscard]] Result<void> accept_issuer(const Common& common, const AcceptIssuer& order);
[[nodiscard]] Result<void> certify_issuer(const Common& common, const CertifyIssuer& order);
[[nodiscard]] Result<void> cross_certify(const Common& common, const CrossCertify& order);
[[nodiscard]] Result<void> cross_request(const Common& common, const CrossRequest& order);
/// `certificate_file`: the cross-certificate, its issuer's behind where that is not ours.
[[nodiscard]] Result<void> cross_accept(const Common& common, const std::string& certificate_file);
[[nodiscard]] Result<void> change_issuer_key(const Common& common, const ChangeIssuerKey& order);
[[nodiscard]] Result<void> terminate_issuer(const Common& common, const TerminateIssuer& order);
[[nodiscard]] Result<void> destroy_issuer_key(const Common& common, const std::string& name);

// ceremonies.cpp
struct MakeCredential {
  std::string folder;
  std::string passphrase;  ///< "FILE" or "fd:N"; "": asked for
};
struct RunCeremony {
  std::string script_file;
  std::vector<std::string> people;       ///< "ID=FOLDER"
  std::vector<std::string> passphrases;  ///< "ID=FILE" or "ID=fd:N"; who has none is asked
  std::string report_file;               ///< a copy; "": none
};
struct VerifyCeremony {
  std::string report;
  std::string script_file;  ///< kept elsewhere, to compare with; "": none
};
[[nodiscard]] Result<void> make_credential(const Common& common, const MakeCredential& order);
[[nodiscard]] Result<void> run_ceremony(const Common& common, const RunCeremony& order);
[[nodiscard]] Result<void> show_ceremony(const Common& common, const std::string& which);
[[nodiscard]] Result<void> verify_ceremony(const Common& common, const VerifyCeremony& order);
[[nodiscard]] Result<void> list_ceremonies(const Common& common);

// hsm.cpp
struct BenchToken {
  std::vector<std::string> keys = {"p256", "p384", "rsa2048"};
  std::vector<int> sessions = {1, 4, 8};
  int milliseconds = 1000;
};
/// Fails when something is wrong, after it was printed.
[[nodiscard]] Result<void> examine_token(const Common& common);
[[nodiscard]] Result<void> bench_token(const Common& common, const BenchToken& order);

// certificates.cpp
struct IssueFromCsr {
  std::string profile = "private-server";
  std::string csr_file;
  std::string issuer;
  std::optional<std::int64_t> days;
  std::string out_file;  ///< "": standard output
  bool chain = false;
  bool dry_run = false;
};
struct SearchCertificates {
  std::string name;
  std::string serial;
  std::string key_hash;
  std::string expires_before;
  std::string expires_after;
  std::string issuer;
  int limit = 50;
  std::string page;
};
struct RevokeCertificate {
  std::string which;  ///< id or serial
  std::string reason = "unspecified";
  std::string comment;
};
[[nodiscard]] Result<void> issue(const Common& common, const IssueFromCsr& order);
[[nodiscard]] Result<void> show(const Common& common, const std::string& which);
[[nodiscard]] Result<void> search(const Common& common, const SearchCertificates& order);
[[nodiscard]] Result<void> revoke(const Common& common, const RevokeCertificate& order);
[[nodiscard]] Result<void> publish_crls(const Common& common, const std::string& issuer);

// key_blocks.cpp
struct BlockKey {
  std::string key;  ///< a file with a key, certificate or CSR, or the hash
  std::string note;
};
struct ListKeys {
  std::string after;  ///< a hash
  int limit = 100;
};
[[nodiscard]] Result<void> block_key(const Common& common, const BlockKey& order);
[[nodiscard]] Result<void> list_blocked_keys(const Common& common, const ListKeys& order);

// inspection.cpp
struct VerifyAudit {
  std::vector<std::string> checkpoint_files;  ///< notes kept elsewhere, to compare with
};
[[nodiscard]] Result<void> verify_audit(const Common& common, const VerifyAudit& order);
[[nodiscard]] Result<void> show_audit(const Common& common, std::int64_t first, int limit);
[[nodiscard]] Result<void> list_profiles(const Common& common);
[[nodiscard]] Result<void> show_profile(const Common& common, const std::string& name,
                                        const std::string& at);
[[nodiscard]] Result<void> show_config(const Common& common);

// linting.cpp
struct LintFiles {
  std::vector<std::string> files;  ///< PEM or DER; none: the lints themselves are listed
  bool is_private = false;         ///< hold them to the RFCs and the house's rules alone
};
/// Errors: kLintFaults when a certificate has a finding of severity error.
[[nodiscard]] Result<void> lint_files(const Common& common, const LintFiles& order);
[[nodiscard]] Result<void> list_linters(const Common& common);

// transparency.cpp
[[nodiscard]] Result<void> list_ct_logs(const Common& common);

// ca_submission.cpp
struct SubmitCa {
  std::vector<std::string> issuers;  ///< none: all of public TLS trust
};
/// Shows CA certificates to every log that takes them, waits for the answers, and keeps SCTs in the
/// store and the audit log. A log that refuses is reported and no fault. May be repeated.
/// Errors: kNoLogList, kNotForLogs, ca::kIssuerNotFound.
[[nodiscard]] Result<void> submit_ca_certificates(const Common& common, const SubmitCa& order);

// serve.cpp
/// Runs until SIGTERM or SIGINT.
[[nodiscard]] Result<void> serve(const Common& common);

}  // namespace chancery::app
