using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Kd.Generators.CodeFixes;

/// <summary>A fix that changes nodes where a diagnostic is. All of them in a document, project or solution are fixed by the same changes.</summary>
public abstract class SyntaxFix : CodeFixProvider
{
    private protected SyntaxFix(params string[] ids) => FixableDiagnosticIds = ids.ToImmutableArray();

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await Apply(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(_ => root is not null))
        {
            foreach (var change in Changes(Node(root!, diagnostic), diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(change.Title, token => Apply(context.Document, ImmutableArray.Create(diagnostic), change.Key, token), change.Key), diagnostic);
            }
        }
    }

    /// <summary>The changes of which each makes the diagnostic go away.</summary>
    /// <param name="node">What the diagnostic is on.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    private protected abstract IEnumerable<Change> Changes(SyntaxNode node, Diagnostic diagnostic);

    private static SyntaxNode Node(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    private async Task<Document> Apply(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        var done = new HashSet<SyntaxNode>();
        foreach (var diagnostic in diagnostics)
        {
            // Two diagnostics may want the same: a class that lacks one word for each of its stages.
            if (Changes(Node(editor.OriginalRoot, diagnostic), diagnostic).FirstOrDefault(c => c.Key == key) is { } change && done.Add(change.Target))
            {
                change.Apply(editor);
            }
        }

        return editor.GetChangedDocument();
    }
}

/// <summary>One way to fix what a diagnostic says.</summary>
/// <param name="Title">What an editor calls it.</param>
/// <param name="Target">The node that is changed, once however many diagnostics are about it.</param>
/// <param name="Apply">Changes it.</param>
internal sealed record Change(string Title, SyntaxNode Target, Action<SyntaxEditor> Apply)
{
    /// <summary>The same for all that are fixed together.</summary>
    public string Key { get; init; } = Title;

    /// <summary>Puts another node in its place.</summary>
    public static Change Replace<T>(string title, T target, Func<T, SyntaxNode> replacement)
        where T : SyntaxNode => new(title, target, editor => editor.ReplaceNode(target, (now, _) => replacement((T)now)));

    /// <summary>Takes it away, with the brackets around it if nothing else is in them.</summary>
    public static Change Remove(string title, SyntaxNode target) => new(title, target, editor => editor.RemoveNode(target, Before(target)));

    // What stands before the first word of a declaration is the declaration's: its comments, and how far it is indented.
    private static SyntaxRemoveOptions Before(SyntaxNode target) =>
        target is AttributeSyntax { Parent: AttributeListSyntax list } && list.Parent!.GetFirstToken() == list.OpenBracketToken
            ? SyntaxRemoveOptions.KeepLeadingTrivia
            : SyntaxRemoveOptions.KeepNoTrivia;
}
