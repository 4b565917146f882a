using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Analyzers;

/// <summary>Tells what is wrong with a <c>[WeightName]</c>, in any module: models are made of others.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeightNameAnalyzer : DiagnosticAnalyzer
{
    private const string Word = "WeightName";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.NotAModule, Descriptors.SeveralWords, Descriptors.UnusableName);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(OnClass, SymbolKind.NamedType);
    }

    private static void OnClass(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var problems = new Reporter(context.ReportDiagnostic, context.Compilation);
        var isModule = type.IsModule();
        Check(type, isModule ? null : "class that is not one", "put it on a class that derives from a module", problems);
        foreach (var member in type.GetMembers().Where(m => isModule && m is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol))
        {
            Check(member, Lacking(member), "put it on a field or property whose type is a module, a Parameter or a Tensor", problems);
        }
    }

    private static void Check(ISymbol on, string? lacking, string advice, Problems problems)
    {
        var paths = new HashSet<string?>();
        foreach (var attribute in on.GetAttributes().Where(a => a.AttributeClass.IsKd("WeightNameAttribute")))
        {
            var name = attribute.ConstructorArguments.FirstOrDefault().Value as string;
            var path = attribute.Named("Path") as string;
            if (lacking is not null)
            {
                problems.Add(Descriptors.NotAModule, attribute, Word, on.Name, lacking, advice);
            }
            else if (path is not null && !HasParts(path))
            {
                problems.Add(Descriptors.UnusableName, attribute, path, "weight or module", "a path is of registered names with dots between");
            }
            else if (name is null || (!HasParts(name) && (name.Length > 0 || (on is ITypeSymbol && path is null))))
            {
                problems.Add(Descriptors.UnusableName, attribute, name ?? "", "weight", "a name in a file is of parts with dots between, none of them empty");
            }
            else if (!paths.Add(path))
            {
                problems.Add(Descriptors.SeveralWords, attribute, on.Name, path is null ? "names in the file" : $"names in the file for \"{path}\"");
            }
        }
    }

    private static string? Lacking(ISymbol member)
    {
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        var lacking = member switch
        {
            { IsStatic: true } => "static ",
            IPropertySymbol { GetMethod: null } => "write-only ",
            IPropertySymbol { IsIndexer: true } => "indexed ",
            _ => "",
        };
        return lacking.Length == 0 && (type.IsModule() || type.SelfAndBases().Any(t => t.IsTensor()))
            ? null
            : lacking + type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
    }

    private static bool HasParts(string name) => name.Split('.').All(part => !string.IsNullOrWhiteSpace(part));
}
