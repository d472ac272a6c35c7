using System.Security.Cryptography;
using System.Text;

namespace TuanHoc.Web.Accounts;

/// <summary>The secret of a link that opens something once: whoever has it may use it. Only its SHA-256 is kept.</summary>
public static class LinkSecret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
