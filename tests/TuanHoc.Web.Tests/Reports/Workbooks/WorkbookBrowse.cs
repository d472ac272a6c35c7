using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Reports.Workbooks;

/// <summary>Forms out and workbooks in, through the pages.</summary>
static class WorkbookBrowse
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<FormFile> FormAsync(this School school) => new(await school.Reporter.GetByteArrayAsync(school.Report + "/form.xlsx", Cancel));

    /// <summary>Sends a file and waits until it is checked; from a report's page where one is named.</summary>
    public static async Task<IDocument> SendFileAsync(this HttpClient browser, byte[] file, string? report = null, string name = "bieu.xlsx")
    {
        using var answer = await browser.PostFileAsync(file, report, name);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await browser.DoneAsync(answer.Headers.Location!.ToString());
    }

    public static async Task<HttpResponseMessage> PostFileAsync(this HttpClient browser, byte[] file, string? report = null, string name = "bieu.xlsx")
    {
        var page = await browser.PageAsync("/reports/workbooks" + (report is null ? "" : "?report=" + report["/reports/".Length..]));
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        foreach (var (field, value) in page.Form("/reports/workbooks").Filled().Where(field => field.Key != "file")) content.Add(new StringContent(value), field);
        return await browser.PostAsync("/reports/workbooks", content, Cancel);
    }

    public static async Task<IDocument> DoneAsync(this HttpClient browser, string path)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(50, Cancel))
        {
            var page = await browser.PageAsync(path);
            if (page.QuerySelector("progress") is null) return page;
        }
        throw new InvalidOperationException($"{path} was not done in time");
    }

    /// <summary>Presses the button that writes, and waits.</summary>
    public static async Task<IDocument> WriteAsync(this HttpClient browser, IDocument page)
    {
        var path = new Uri(page.Url).AbsolutePath;
        using var answer = await browser.SendAsync(page.Form(path + "/application"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await browser.DoneAsync(path);
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }
}
