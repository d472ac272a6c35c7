using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>What a ticket says: which registration, for which activity. How many come and whether it still stands is asked of the registration when the ticket is shown.</summary>
public sealed record Ticket(Guid ActivityId, Guid RegistrationId)
{
    const byte Version = 1;
    const int IdBytes = 16, Bytes = 1 + 2 * IdBytes;

    /// <summary>The text of a ticket: 33 bytes and their signature (r and s, 32 bytes each, as Web Cryptography reads them), in base64url.</summary>
    public string Sign(ECDsa key)
    {
        var told = new byte[Bytes];
        told[0] = Version;
        ActivityId.TryWriteBytes(told.AsSpan(1), bigEndian: true, out _);
        RegistrationId.TryWriteBytes(told.AsSpan(1 + IdBytes), bigEndian: true, out _);
        return Base64Url.EncodeToString([.. told, .. key.SignData(told, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)]);
    }

    /// <summary>The ticket that was scanned or pasted, with or without the address before it; null where this key did not sign it.</summary>
    public static Ticket? Read(string? typed, ECDsa key)
    {
        var text = (typed ?? "").Trim();
        text = text[(text.LastIndexOf('=') + 1)..];
        if (!Base64Url.IsValid(text)) return null;
        var all = Base64Url.DecodeFromChars(text);
        return all.Length > Bytes && all[0] == Version && key.VerifyData(all.AsSpan(0, Bytes), all.AsSpan(Bytes), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ? new(new(all.AsSpan(1, IdBytes), bigEndian: true), new(all.AsSpan(1 + IdBytes, IdBytes), bigEndian: true)) : null;
    }

    /// <summary>Where the ticket leads whoever stands at the door and reads it with a telephone.</summary>
    public static string PathOf(Guid activity, string ticket) => $"/activities/{activity}/registrations/ticket?t={ticket}";
}

/// <summary>The key of tickets, made when the first is asked for; every process reads the same, and a backup holds it.</summary>
public sealed class TicketKeys(NpgsqlDataSource source, IDataProtectionProvider protection)
{
    readonly IDataProtector sealer = protection.CreateProtector("activities.tickets");
    byte[]? known;

    /// <summary>The key, for the caller to let go.</summary>
    public async Task<ECDsa> OpenAsync(CancellationToken cancel)
    {
        known ??= await KeptAsync(cancel) ?? await MadeAsync(cancel);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(known, out _);
        return key;
    }

    /// <summary>What the codes of rooms are made by, which nobody gets from the key that is told to telephones.</summary>
    public async Task<byte[]> RoomSecretAsync(CancellationToken cancel)
    {
        known ??= await KeptAsync(cancel) ?? await MadeAsync(cancel);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, known, 32, info: "room code"u8.ToArray());
    }

    async Task<byte[]> MadeAsync(CancellationToken cancel)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var command = source.CreateCommand("insert into ticket_key (public_key, private_key) values ($1, $2) on conflict do nothing");
        command.Parameters.Add(new() { Value = key.ExportSubjectPublicKeyInfo() });
        command.Parameters.Add(new() { Value = sealer.Protect(key.ExportPkcs8PrivateKey()) });
        await command.ExecuteNonQueryAsync(cancel);
        // Another process may have been first.
        return (await KeptAsync(cancel))!;
    }

    async Task<byte[]?> KeptAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select private_key from ticket_key");
        return await command.ExecuteScalarAsync(cancel) is byte[] kept ? sealer.Unprotect(kept) : null;
    }
}
