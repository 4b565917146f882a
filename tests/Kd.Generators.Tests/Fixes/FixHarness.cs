using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Kd.Generators.Tests.Fixes;

/// <summary>Applies a fix to one diagnostic after the other, and to all at once in a document, a project and a solution.</summary>
internal static class FixHarness
{
    private static readonly MetadataReference[] _references = [.. Compilations.References.Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly string[] _suggestions =
        [.. Mutations.Suite.Analyzers.SelectMany(a => a.SupportedDiagnostics).Where(d => d.DefaultSeverity == DiagnosticSeverity.Info).Select(d => d.Id)];

    /// <summary>Asserts that a fix makes of a program with marked diagnostics one that nothing is said of.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="wrong">The program, in which diagnostics are marked.</param>
    /// <param name="right">What the fix makes of it; the same program if it has nothing to offer.</param>
    /// <param name="title">Which of the changes that it offers is meant; none where it offers one.</param>
    /// <param name="library">What the program refers to beside what every program does.</param>
    public static async Task Verify(CodeFixProvider fix, string wrong, string right, string? title = null, MetadataReference? library = null)
    {
        // A suggestion is no fault of a program that a test does not mark it in. Two analyzers may tell the same.
        var test = new Test(fix) { TestCode = wrong, FixedCode = right, CodeActionEquivalenceKey = title, MarkupOptions = MarkupOptions.UseFirstDescriptor };
        if (right.Contains("{|"))
        {
            test.FixedState.MarkupHandling = MarkupMode.Allow;
        }

        test.TestState.AdditionalReferences.AddRange(library is null ? [] : [library]);
        test.DisabledDiagnostics.AddRange(_suggestions.Where(id => !wrong.Contains(id)));
        await test.RunAsync();
    }

    private sealed class Test : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
    {
        private readonly CodeFixProvider _fix;

        public Test(CodeFixProvider fix)
        {
            _fix = fix;

            // All that a program refers to, but nothing from the net.
            ReferenceAssemblies = new("net10.0");
            TestState.AdditionalReferences.AddRange(_references);
            CompilerDiagnostics = CompilerDiagnostics.Errors;

            // What concerns a project is told when the compilation ends.
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        }

        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Mutations.Suite.Analyzers;

        protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => [_fix];

        protected override ParseOptions CreateParseOptions() => Compilations.ParseOptions;

        protected override CompilationOptions CreateCompilationOptions() =>
            ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);
    }
}
