using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Tests.Mutations;

/// <summary>What is generated is right in newer C# than 12, the oldest that Kd takes and the one that the other tests use.</summary>
public class LanguageTests
{
    [Theory]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public void A_right_program_is_right(LanguageVersion version)
    {
        var options = Compilations.ParseOptions.WithLanguageVersion(version);
        foreach (var name in SuiteProgram.Names)
        {
            var program = GeneratorHarness.Complete(Compilations.Of(options, [.. SuiteProgram.Right(name).Files]));

            Assert.DoesNotContain(program.GetDiagnostics(), d => d.Severity > DiagnosticSeverity.Info);
        }
    }
}
