using System.Net;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Tests.Accounts;

public sealed class PasswordTests(SignInWorld world) : IClassFixture<SignInWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_who_sign_in_at_once_some_wait_so_that_a_core_is_left_to_the_others()
    {
        var hasher = new SlowHasher();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => new Passwords(null!, null!, hasher, TimeProvider.System).IsRightAsync(person: null, "mật khẩu nào đó", Cancel), Cancel)));
        Assert.Equal(12, hasher.Looked);
        Assert.InRange(hasher.Most, 1, Math.Max(1, Environment.ProcessorCount - 1));
    }

    sealed class SlowHasher : IPasswordHasher<Person>
    {
        readonly Lock gate = new();
        int now;

        public int Most { get; private set; }
        public int Looked { get; private set; }

        public string HashPassword(Person user, string password) => "";

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            var at = Interlocked.Increment(ref now);
            lock (gate) (Most, Looked) = (Math.Max(Most, at), Looked + 1);
            Thread.Sleep(20);
            Interlocked.Decrement(ref now);
            return PasswordVerificationResult.Failed;
        }
    }

    [Theory]
    [InlineData("matkhau123456")]
    [InlineData("Mật khẩu 2026")]
    [InlineData("Tuanhoc@2026")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("m4tkh4u!!!!!")]
    [InlineData("0912345678")]
    [InlineData("qwertyuiop")]
    [InlineData("poiuytrewq1")]
    [InlineData("abcdefghijkl")]
    [InlineData("anhyeuem1402")]
    [InlineData("sinhosinho2026")]
    [InlineData("xã Sìn Hồ 2025")]
    [InlineData("LòThịMơ1990")]
    [InlineData("liverpool1892")]
    [InlineData("Hiệu trưởng 2026")]
    [InlineData("minhtuan@1988")]
    [InlineData("Manchester7!")]
    public void What_is_guessed_first_is_refused(string password) => Assert.True(CommonPasswords.Contain(password, ["Lò Thị Mơ", "lo.thi.mo", "xã Sìn Hồ"]));

    [Theory]
    [InlineData("một câu ngắn dễ nhớ")]
    [InlineData("trâu trắng qua cầu treo")]
    [InlineData("kx7-Vumq-2pL")]
    [InlineData("matkhau cua rieng con meo")]
    [InlineData("correct horse battery")]
    [InlineData("minh có hai con gà mái")]
    [InlineData("mùa xuân hái chè trên đồi")]
    public void A_sentence_of_ones_own_is_taken(string password) => Assert.False(CommonPasswords.Contain(password, ["Lò Thị Mơ", "lo.thi.mo", "xã Sìn Hồ"]));

    [Fact]
    public void A_password_is_the_same_in_composed_and_in_single_signs()
    {
        var hasher = new PersonPasswordHasher(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        var hash = hasher.HashPassword(new(), "trâu trắng".Normalize(NormalizationForm.FormC));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(new(), hash, "trâu trắng".Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public async Task A_password_is_changed_by_who_knows_it_and_the_old_one_no_longer_opens()
    {
        var name = await world.Data.PersonAsync("Hoàng Văn Đổi");
        using var here = await world.BrowserAsync(name);
        using var there = await world.BrowserAsync(name);
        using var changed = await ChangeAsync(here, TestData.Password, "con trâu đứng bên suối");
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        await here.PageAsync("/me");
        using var ended = await there.GetAsync("/me", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);

        using var visitor = world.Visitor();
        using var old = await SignInWorld.TryAsync(visitor, name, TestData.Password);
        Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
        using var current = await SignInWorld.TryAsync(visitor, name, "con trâu đứng bên suối");
        Assert.Equal(HttpStatusCode.Redirect, current.StatusCode);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit a join person p on p.id = a.person_id where p.user_name = $1 and a.what = 'password-changed'", name));
    }

    [Theory]
    [InlineData("sai rồi", "một câu ngắn dễ nhớ", "một câu ngắn dễ nhớ", "Mật khẩu đang dùng không đúng")]
    [InlineData(TestData.Password, "ngắn", "ngắn", "ít nhất 10 ký tự")]
    [InlineData(TestData.Password, "một câu ngắn dễ nhớ", "một câu ngắn dễ nhó", "chưa giống nhau")]
    [InlineData(TestData.Password, "phìn hồ 12345", "phìn hồ 12345", "dễ đoán")]
    public async Task A_change_that_cannot_be_is_told_and_changes_nothing(string present, string password, string repeat, string why)
    {
        var unit = await world.Data.UnitAsync("commune", "xã Phìn Hồ");
        using var browser = await world.BrowserAsync(await world.Data.PersonAsync("Mùa Thị Sai", (unit, "viewer")));
        using var refused = await ChangeAsync(browser, present, password, repeat);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(why, (await refused.PageAsync()).QuerySelector(".err")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_letters_are_a_password_and_two_hundred_and_one_are_not()
    {
        var name = await world.Data.PersonAsync("Giàng Thị Dài");
        using var browser = await world.BrowserAsync(name);
        var longest = string.Concat(Enumerable.Range(0, 200).Select(i => (char)('b' + i * i % 19)));
        using var changed = await ChangeAsync(browser, TestData.Password, longest);
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using var tooLong = await ChangeAsync(browser, longest, longest + "b");
        Assert.Contains("dài nhất 200", (await tooLong.PageAsync()).Text(), StringComparison.Ordinal);
        using var visitor = world.Visitor();
        using var entered = await SignInWorld.TryAsync(visitor, name, longest);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
    }

    [Fact]
    public async Task A_cheaper_hash_is_replaced_at_the_next_sign_in()
    {
        var name = await world.Data.PersonAsync("Vàng A Cũ");
        var old = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(new(), TestData.Password);
        await world.Data.RunAsync("update person set password_hash = $1 where user_name = $2", old, name);
        using var first = await world.BrowserAsync(name);
        var upgraded = await world.Data.ScalarAsync<string>("select password_hash from person where user_name = $1", name);
        Assert.NotEqual(old, upgraded);
        // Version 3 of the format: a byte, the function, the iterations.
        var bytes = Convert.FromBase64String(upgraded);
        Assert.Equal(2u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)));
        Assert.Equal((uint)PersonPasswordHasher.Iterations, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)));
        using var second = await world.BrowserAsync(name);
        Assert.Equal(upgraded, await world.Data.ScalarAsync<string>("select password_hash from person where user_name = $1", name));
        await first.PageAsync("/me");
    }

    static async Task<HttpResponseMessage> ChangeAsync(HttpClient browser, string present, string password, string? repeat = null) =>
        await browser.SendAsync((await browser.PageAsync("/me/password")).Form("/me/password"), null, ("present", present), ("password", password), ("repeat", repeat ?? password));
}
