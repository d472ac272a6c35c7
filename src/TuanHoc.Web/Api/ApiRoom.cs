using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Boards;

namespace TuanHoc.Web.Api;

/// <summary>The room for programs: /api/v1, its description, and the keys that open it (docs/decisions/0054-api.md).</summary>
public static class ApiRoom
{
    const string Read = "api", Write = "api-write";

    // Figures of some thousands of reports.
    const int LargestPost = 20_000_000;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, configureOptions: null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Read, policy => policy.AddAuthenticationSchemes(TokenScheme.Name).RequireAuthenticatedUser().AddRequirements(new SecondFactorInTime()).RequireClaim(TokenScheme.ScopeClaim, "read", "write"))
            .AddPolicy(Write, policy => policy.AddAuthenticationSchemes(TokenScheme.Name).RequireAuthenticatedUser().AddRequirements(new SecondFactorInTime()).RequireClaim(TokenScheme.ScopeClaim, "write"));
        return services.AddOpenApi(options =>
        {
            options.ShouldInclude = described => described.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            options.AddOperationTransformer((operation, context, _) =>
            {
                foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) parameter.Name = parameter.Name is { } name ? JsonNamingPolicy.CamelCase.ConvertName(name) : null;
                var writes = context.Description.HttpMethod is "PUT" or "POST";
                if (writes) (operation.Parameters ??= []).Add(new OpenApiParameter { Name = ApiAnswers.KeyHeader, In = ParameterLocation.Header, Required = true, Description = "Một UUID cho mỗi lần ghi; gửi lại cùng khóa thì không ghi hai lần.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" } });
                operation.Responses ??= [];
                foreach (var (status, why) in Refusals(writes)) operation.Responses.TryAdd(status, new OpenApiResponse { Description = why, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new OpenApiMediaType() } });
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new() { Title = "TuanHoc", Version = "v1", Description = "Biểu mẫu, đơn vị, báo cáo, số tổng hợp và sổ báo cáo phải nộp. Mọi lời gọi mang Authorization: Bearer KHÓA; mọi lần ghi mang Idempotency-Key: UUID." };
                document.Components ??= new();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal) { [TokenScheme.Name] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenScheme.Name, document)] = [] }];
                return Task.CompletedTask;
            });
        });
    }

    static IEnumerable<(string Status, string Why)> Refusals(bool writes) =>
    [
        ("400", "Không đọc được lời gọi; câu nói rõ chỗ nào."), ("401", "Thiếu khóa, khóa sai hoặc đã hết hạn."), ("403", "Khóa không có quyền này."), ("404", "Không có, hoặc ngoài nhánh của người lập khóa."),
        .. writes ? [("409", "Chưa ghi: đã đổi từ lần đọc trước, đã nộp, hoặc số liệu chưa đúng.")] : Array.Empty<(string, string)>(),
    ];

    /// <summary>The calls of programs; no cookie counts, so no token of a form is asked.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/api/v1/openapi.json").AllowAnonymous();
        var read = app.MapGroup("/api/v1").RequireAuthorization(Read);
        read.MapGet("/forms", FormCalls.List).WithSummary("Các biểu số liệu").Produces<IReadOnlyList<FormOut>>();
        read.MapGet("/forms/{key}", FormCalls.Show).WithSummary("Một biểu với các dòng và các ô").Produces<FormOut>();
        read.MapGet("/units", UnitCalls.List).WithSummary("Đơn vị của một ngày, theo trang; changed_since: đơn vị bắt đầu, đổi hoặc kết thúc từ ngày ấy").Produces<ApiPage<UnitOut>>();
        read.MapGet("/reports", ReportCalls.List).WithSummary("Báo cáo trong nhánh của mình, theo trang; changed_since: đã đổi từ lúc ấy").Produces<ApiPage<ReportOut>>();
        read.MapGet("/reports/{id:guid}", ReportCalls.Show).WithSummary("Một báo cáo với mọi ô").Produces<ReportOut>();
        read.MapGet("/ledger", ReportCalls.Ledger).WithSummary("Sổ báo cáo phải nộp: ai nộp cho ai, hạn, trạng thái").Produces<ApiPage<LedgerOut>>();
        read.MapGet("/totals/{year:int}/{unitId:long}", ReportDownloads.Json).WithSummary("Số tổng hợp của một đơn vị, như tệp JSON của trang Số liệu");
        read.MapGet("/dataValueSets", DataValueSets.Read).WithSummary("Số liệu của một đơn vị và năm, theo dạng dataValueSets của DHIS2").Produces<DataValueSet>();
        var write = app.MapGroup("/api/v1").RequireAuthorization(Write).WithMetadata(new RequestSizeLimitAttribute(LargestPost));
        // "*/*": what is no JSON is told so by the call, behind the check of the key, and not by a page that is missing.
        write.MapPut("/reports/{id:guid}/figures", ReportWriteCalls.PutFigures).WithSummary("Ghi toàn bộ số liệu vào bản nháp; dry_run=true chỉ kiểm tra").Accepts<FiguresIn>("application/json", "*/*").Produces<WriteOut>();
        write.MapPut("/reports/{id:guid}/narrative", ReportWriteCalls.PutNarrative).WithSummary("Ghi toàn bộ lời văn vào bản nháp; dry_run=true chỉ kiểm tra").Accepts<NarrativeIn>("application/json", "*/*").Produces<WriteOut>();
        write.MapPost("/reports/{id:guid}/submission", ReportWriteCalls.Submit).WithSummary("Nộp bản nháp đang lưu").Accepts<SubmissionIn>("application/json", "*/*").Produces<WriteOut>();
        write.MapPost("/dataValueSets", DataValueSets.Write).WithSummary("Ghi số liệu vào bản nháp theo dạng dataValueSets; tất cả hoặc không; dryRun=true chỉ kiểm tra").Accepts<DataValueSet>("application/json", "*/*").Produces<ImportSummary>();
    }
}
