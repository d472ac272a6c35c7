using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace TuanHoc.Web.Kit;

/// <summary>
/// A part of a page that shows one object and nothing else: made once, and kept as long as that object lives.
/// The object never changes; whatever else the part shows must follow from it and from the language. It holds no icons, whose address the page alone knows.
/// </summary>
public sealed class Kept(IServiceProvider services, ILoggerFactory logs) : ComponentBase
{
    static readonly ConditionalWeakTable<object, ConcurrentDictionary<(string Name, bool English), string>> parts = [];

    string html = "";

    /// <summary>What the part shows.</summary>
    [Parameter, EditorRequired] public object Of { get; set; } = null!;
    /// <summary>Which of the parts that show it.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";
    [Parameter, EditorRequired] public RenderFragment ChildContent { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var kept = parts.GetOrCreateValue(Of);
        var key = (Name, Words.English);
        if (!kept.TryGetValue(key, out var known)) kept[key] = known = await RenderAsync();
        html = known;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, html);

    async Task<string> RenderAsync()
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Whole.Part)] = ChildContent });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Whole>(parameters)).ToHtmlString());
    }

    sealed class Whole : ComponentBase
    {
        [Parameter] public RenderFragment Part { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => Part(builder);
    }
}
