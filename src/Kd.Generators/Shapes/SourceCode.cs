using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <summary>The code of a compilation as operations, each bound once.</summary>
internal sealed class SourceCode(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<(ISymbol Member, IOperation Value)>> _initializers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, IOperation?> _operations = new();

    /// <summary>Whether the code of a symbol is in the compilation.</summary>
    public bool Has(ISymbol symbol) =>
        !symbol.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>The body of a method, accessor, local function or constructor; nothing if it is not in source.</summary>
    public IOperation? Body(IMethodSymbol method) => _bodies.GetOrAdd(
        method.OriginalDefinition,
        symbol => (((IMethodSymbol)symbol).PartialImplementationPart ?? symbol).DeclaringSyntaxReferences.FirstOrDefault() is { } reference ? Operation(reference.GetSyntax()) : null);

    /// <summary>The call of the base constructor by a primary constructor.</summary>
    public IInvocationOperation? PrimaryBase(TypeDeclarationSyntax type) =>
        type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } call ? Operation(call) as IInvocationOperation : null;

    /// <summary>The initializers of a class's own fields and properties, in order.</summary>
    public IReadOnlyList<(ISymbol Member, IOperation Value)> Initializers(INamedTypeSymbol type) => _initializers.GetOrAdd(type.OriginalDefinition, t =>
        [.. t.GetMembers().Where(m => !m.IsStatic).Select(m => (Member: m, Value: Initializer(m))).Where(i => i.Value is not null).Select(i => (i.Member, i.Value!))]);

    /// <summary>What a field or property starts with.</summary>
    public IOperation? Initializer(ISymbol member) => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        VariableDeclaratorSyntax { Initializer: { } field } => (Operation(field) as ISymbolInitializerOperation)?.Value,
        PropertyDeclarationSyntax { Initializer: { } property } => (Operation(property) as ISymbolInitializerOperation)?.Value,
        _ => null,
    };

    /// <summary>Whether a property has a field of its own.</summary>
    public static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private IOperation? Operation(SyntaxNode syntax) => _operations.GetOrAdd(
        syntax, node => compilation.ContainsSyntaxTree(node.SyntaxTree) ? _models.GetOrAdd(node.SyntaxTree, tree => compilation.GetSemanticModel(tree)).GetOperation(node) : null);
}
