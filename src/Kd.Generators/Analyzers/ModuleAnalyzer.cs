using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Analyzers;

/// <summary>Tells of layers, parameters and buffers that are not what they seem, in any module: models are made of others.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ModuleDescriptors.MadeAnew, ModuleDescriptors.SharedLayer, ModuleDescriptors.DisposedParameter, ModuleDescriptors.AlwaysDropout,
        ModuleDescriptors.ModeInForward, ModuleDescriptors.UnmovedBuffer, ModuleDescriptors.MadeInScope);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolStartAction(OnClass, SymbolKind.NamedType);
    }

    private static void OnClass(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.IsModule())
        {
            return;
        }

        // A loss has no evaluation in which its dropout had to end.
        var isLoss = type.DerivesFrom(WordRole.Loss.Base);
        context.RegisterOperationAction(c => OnCall(c, isLoss), OperationKind.Invocation);
        context.RegisterOperationAction(c => OnMade(c, c.Operation), OperationKind.ObjectCreation);
        context.RegisterOperationAction(OnKept, OperationKind.SimpleAssignment);
        context.RegisterSymbolEndAction(end => OnEnd(end, type));
    }

    private static void OnCall(OperationAnalysisContext context, bool isLoss)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!call.TargetMethod.IsTorch())
        {
            return;
        }

        OnMade(context, call);
        var name = call.TargetMethod.Name;
        if (call.TargetMethod.ContainingType.Name == "init" && name.EndsWith("_", StringComparison.Ordinal)
            && call.Subject() is IMemberReferenceOperation parameter && IsDisposed(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.DisposedParameter, call.Syntax.GetLocation(), name, parameter.Syntax));
        }
        else if (!isLoss && call.TargetMethod.ContainingType.Name == "functional" && name.Contains("dropout") && call.LeavesOut("training", true))
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.AlwaysDropout, call.Syntax.GetLocation(), name));
        }
        else if (name == "register_buffer" && call.Given("persistent") is { Value.ConstantValue: { HasValue: true, Value: false } } persistent)
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.UnmovedBuffer, persistent.Syntax.GetLocation()));
        }
        else if (context.ContainingSymbol.IsForward() && SetsMode(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.ModeInForward, call.Syntax.GetLocation(), name));
        }
    }

    // To put a member into evaluation mode is how some freeze its statistics.
    private static bool SetsMode(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "train" => call.Instance?.Type.IsModule() is true && call.Arguments.All(a => a.Value.ConstantValue is { HasValue: true, Value: true }),
        "eval" => call.Instance is IInstanceReferenceOperation,
        _ => false,
    };

    private static bool IsDisposed(IInvocationOperation call) => call.Use() switch
    {
        IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation { Parent: var declared } } =>
            declared is IUsingDeclarationOperation || declared?.Parent is IUsingDeclarationOperation or IUsingOperation,
        IUsingOperation => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } => true,
        _ => false,
    };

    private static void OnMade(OperationAnalysisContext context, IOperation made)
    {
        var isOurs = made is IObjectCreationOperation || ((IInvocationOperation)made).TargetMethod.IsStatic;
        if (isOurs && made.Type.IsModule() && IsUsedOnce(made, context.ContainingSymbol) && made.DescendantsAndSelf().FirstOrDefault(o => o.Type.HasWeights()) is { Type: { } layer })
        {
            context.ReportDiagnostic(Diagnostic.Create(
                ModuleDescriptors.MadeAnew, made.Syntax.GetLocation(), context.ContainingSymbol is IMethodSymbol { AssociatedSymbol: { } property } ? property.Name : "forward", layer.Name));
        }
    }

    // What is kept somewhere may be made once: a module that waits for the first input.
    private static bool IsUsedOnce(IOperation made, ISymbol where) => made.Use() switch
    {
        IInvocationOperation { TargetMethod.Name: "call" or "forward" } => where.IsForward(),
        IReturnOperation => where is IMethodSymbol { MethodKind: MethodKind.PropertyGet },
        _ => false,
    };

    // TorchSharp takes its own layers out of the scope that they are made in, but no parameters and buffers.
    private static void OnKept(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (context.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && Operations.Member(assignment.Target) is { } member
            && (member.StoredType().IsTensor() || member.StoredType() is { Name: "Parameter", ContainingAssembly.Name: "TorchSharp" })
            && !assignment.Value.DescendantsAndSelf().Any(o => o is IInvocationOperation call && call.TargetMethod.Name.Contains("DisposeScope")) && IsInScope(assignment))
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.MadeInScope, assignment.Syntax.GetLocation(), member.Name));
        }
    }

    private static bool IsInScope(IOperation operation)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if ((outer is IUsingOperation block && inner == block.Body && Opens(block.Resources))
                || (outer is IBlockOperation statements && statements.Operations.TakeWhile(o => o != inner).Any(o => o is IUsingDeclarationOperation declared && Opens(declared))))
            {
                return true;
            }
        }

        return false;

        static bool Opens(IOperation resources) => resources.DescendantsAndSelf().Any(o => o is IInvocationOperation { TargetMethod.Name: "NewDisposeScope" });
    }

    private static void OnEnd(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        // Of a place that is static, its word is told to be wrong.
        var places = PlaceReader.Attributes(type).Select(p => p.Member).ToList();
        foreach (var member in type.GetMembers().Where(m => m is { IsStatic: true, IsImplicitlyDeclared: false } && !places.Contains(m, SymbolEqualityComparer.Default)))
        {
            if (member.StoredType().HasWeights())
            {
                context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.SharedLayer, member.Locations.FirstOrDefault(), member.Name, type.Name));
            }
        }
    }
}
