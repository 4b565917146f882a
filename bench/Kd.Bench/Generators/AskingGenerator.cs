using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kd.Bench.Generators;

/// <summary>Asks the compiler for what any generator of models has to know of a class, and does nothing with it: the least that one can take.</summary>
internal sealed class AskingGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in (string[])["Kd.TeacherAttribute", "Kd.TeacherScriptAttribute", "Kd.StudentAttribute`1", "Kd.StudentAttribute", "Kd.DistillationDataAttribute"])
        {
            var classes = context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is ClassDeclarationSyntax or MethodDeclarationSyntax,
                static (c, _) => Known(c.TargetSymbol));
            context.RegisterSourceOutput(classes.Collect(), (c, all) => c.AddSource($"{attribute.Replace('`', '_')}.g.cs", $"// {all.Sum()}"));
        }
    }

    // The attributes of the class and its members, the type of a member that has some, and the result of forward.
    private static int Known(ISymbol symbol) => symbol is not INamedTypeSymbol type
        ? symbol.GetAttributes().Length
        : type.GetAttributes().Length + type.GetMembers().Sum(member => member switch
        {
            _ when member.GetAttributes() is { Length: > 0 } attributes && member is IFieldSymbol { Type.Name: var name } => attributes.Length + name.Length,
            IMethodSymbol { Name: "forward", ReturnType.Name: var name } => name.Length,
            _ => 0,
        });
}
