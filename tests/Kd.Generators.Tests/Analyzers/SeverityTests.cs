using Microsoft.CodeAnalysis;

namespace Kd.Generators.Tests.Analyzers;

/// <summary>What a user says about diagnostics holds for Kd's, which is why no generator reports them.</summary>
public class SeverityTests
{
    private static readonly string _program = Sources.Program(Sources.Student(""));

    [Fact]
    public async Task An_error_is_an_error_unless_one_says_otherwise()
    {
        var diagnostic = Assert.Single(await AnalyzerHarness.Diagnose(_program));

        Assert.Equal(("KD0017", DiagnosticSeverity.Error, false), (diagnostic.Id, diagnostic.Severity, diagnostic.IsSuppressed));
    }

    [Fact]
    public async Task A_pragma_silences_an_error() =>
        Assert.Empty(await AnalyzerHarness.Diagnose("#pragma warning disable KD0017\n" + _program));

    [Fact]
    public async Task A_pragma_for_another_id_does_not() =>
        Assert.Single(await AnalyzerHarness.Diagnose("#pragma warning disable KD0016\n" + _program));

    [Theory]
    [InlineData(ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    public async Task An_editorconfig_changes_the_severity(ReportDiagnostic configured, DiagnosticSeverity severity) =>
        Assert.Equal(severity, Assert.Single(await Configured(configured)).Severity);

    [Fact]
    public async Task An_editorconfig_switches_an_error_off() => Assert.Empty(await Configured(ReportDiagnostic.Suppress));

    private static Task<IReadOnlyList<Diagnostic>> Configured(ReportDiagnostic severity)
    {
        var program = GeneratorHarness.Complete(_program);
        return AnalyzerHarness.Diagnose(program.WithOptions(program.Options.WithSyntaxTreeOptionsProvider(new Severity("KD0017", severity))));
    }

    /// <summary>The compiler's form of <c>dotnet_diagnostic.ID.severity</c>.</summary>
    private sealed class Severity(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value) =>
            (value = severity, diagnosticId == id).Item2;

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value) =>
            (value = ReportDiagnostic.Default, false).Item2;
    }
}
