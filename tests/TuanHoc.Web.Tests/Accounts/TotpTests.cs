using System.Text;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Tests.Accounts;

public sealed class TotpTests
{
    static readonly byte[] secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B (SHA-1), the last six of the eight digits printed there.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, Totp.At(secret, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Fact]
    public void A_clock_may_be_half_a_minute_off_and_no_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var code = Totp.At(secret, now);
        Assert.NotNull(Totp.StepOf(secret, code, now.AddSeconds(30)));
        Assert.NotNull(Totp.StepOf(secret, code, now.AddSeconds(-30)));
        Assert.Null(Totp.StepOf(secret, code, now.AddSeconds(90)));
        Assert.Null(Totp.StepOf(secret, "12345", now));
    }

    // RFC 4648, section 10.
    [Theory]
    [InlineData("f", "MY")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_secret_is_written_in_base_32(string text, string written) => Assert.Equal(written, Totp.Written(Encoding.ASCII.GetBytes(text)));
}
