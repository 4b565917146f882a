using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads the method that gives the data.</summary>
internal static class DataReader
{
    public static DataSpec? Read(IMethodSymbol method, Problems problems)
    {
        var fits = method is { IsStatic: true, IsGenericMethod: false, Parameters.Length: 1, ContainingType.IsGenericType: false }
            && method.IsReachable()
            && (method.Parameters[0].RefKind is RefKind.None or RefKind.In)
            && method.Parameters[0].Type is { Name: "DataContext", ContainingNamespace.Name: "Data" };
        if (!fits || method.ReturnType is not INamedTypeSymbol { Name: "DistillationData", ContainingNamespace.Name: "Data", Arity: 1 } data)
        {
            problems.Add(Descriptors.WrongData, method, method.Name);
            return null;
        }

        var batch = data.TypeArguments[0];
        var tensors = batch.SelfAndBases().SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>()
            .Where(p => p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, GetMethod: not null } && p.Type.IsTensor())
            .Select(p => p.Name)
            .Distinct();
        return new(method.ContainingType.FullName(), method.Name, batch.FullName(), EquatableArray.From(tensors));
    }
}
