// The error catalogue of `store`.
#pragma once

#include "base/result.h"

namespace chancery::store {

inline constexpr ErrorKind kStoreUrlMalformed{
    "store_url_malformed", ErrorClass::bad_input,
    "This is not a store: sqlite:PATH or postgresql://... is expected"};
inline constexpr ErrorKind kStoreUnavailable{
    "store_unavailable", ErrorClass::unavailable,
    "The database does not answer now. Nothing of this request was stored: try again"};
inline constexpr ErrorKind kStoreBusy{
    "store_busy", ErrorClass::unavailable,
    "Too many requests wait for the database. Nothing of this request was stored: try again"};
inline constexpr ErrorKind kStoreFull{
    "store_full", ErrorClass::unavailable,
    "The database's disk is full. Nothing of this request was stored: free some space"};
inline constexpr ErrorKind kStoreClosing{
    "store_closing", ErrorClass::unavailable,
    "The server is stopping. Nothing of this request was stored: try again"};
inline constexpr ErrorKind kCommitUnknown{
    "commit_unknown", ErrorClass::fatal,
    "The database broke off while it was storing this request; whether it did is not known. Look "
    "the result up before trying again"};
inline constexpr ErrorKind kStoreBroken{
    "store_broken", ErrorClass::fatal,
    "The disk failed to keep what it was given, so nothing more is stored until a restart"};
inline constexpr ErrorKind kStoreCorrupt{"store_corrupt", ErrorClass::internal,
                                         "The database holds something that cannot be read"};
inline constexpr ErrorKind kStoreStatement{"store_statement", ErrorClass::internal,
                                           "The database refused a statement"};
inline constexpr ErrorKind kStoreConflict{"store_conflict", ErrorClass::conflict,
                                          "There is a record with this key already"};
inline constexpr ErrorKind kSchemaNewer{
    "schema_newer", ErrorClass::internal,
    "The database was made by a newer Chancery. Start that version, or restore a backup"};
inline constexpr ErrorKind kSchemaDiffers{
    "schema_differs", ErrorClass::internal,
    "A migration was edited after this database had applied it"};

inline constexpr ErrorKind kIssuerNameTaken{"issuer_name_taken", ErrorClass::conflict,
                                            "There is an issuer of this name already"};
inline constexpr ErrorKind kIssuerUnknown{"issuer_unknown", ErrorClass::not_found,
                                          "There is no such issuer"};
inline constexpr ErrorKind kSerialTaken{
    "serial_taken", ErrorClass::conflict,
    "This issuer has a certificate of this serial number already"};
inline constexpr ErrorKind kPrecertificateEnded{
    "precertificate_ended", ErrorClass::conflict,
    "This precertificate was completed already, or given up"};
inline constexpr ErrorKind kPrecertificateOpen{
    "precertificate_open", ErrorClass::unavailable,
    "A precertificate of this application is before the CT logs: its certificate comes of that one "
    "or of none"};
inline constexpr ErrorKind kPageTokenMalformed{
    "page_token_malformed", ErrorClass::bad_input,
    "This page token is not one that this search handed out"};
inline constexpr ErrorKind kCrlNumberNotIncreasing{
    "crl_number_not_increasing", ErrorClass::conflict,
    "There is a CRL of this or a higher number already"};
inline constexpr ErrorKind kIdempotencyMismatch{
    "idempotency_mismatch", ErrorClass::conflict,
    "This Idempotency-Key was used for another request. Send a new key"};
inline constexpr ErrorKind kIdempotencyInProgress{
    "idempotency_in_progress", ErrorClass::conflict,
    "The first request with this Idempotency-Key is still being worked on. Ask again shortly"};
inline constexpr ErrorKind kRecordGone{"record_gone", ErrorClass::not_found,
                                       "The record that was to be changed is not there any more"};

}  // namespace chancery::store
