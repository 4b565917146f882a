using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Analyzers;

/// <summary>Tells of what TorchSharp does otherwise than it seems to, in the code of models and losses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CodeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        CodeDescriptors.DirectForward, CodeDescriptors.NeverRegistered, CodeDescriptors.ReplacedPlace, CodeDescriptors.PropertyModule,
        CodeDescriptors.BareDivergence, CodeDescriptors.LooseTensor, CodeDescriptors.LooseModules);

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
        var isModel = type.IsModule() && (type.FindKdAttribute("StudentAttribute") is not null || type.FindKdAttribute("TeacherAttribute") is not null);
        if (isModel || type.DerivesFrom(WordRole.Loss.Base))
        {
            context.RegisterOperationAction(OnDivergence, OperationKind.Invocation);
        }

        if (!isModel)
        {
            return;
        }

        var members = type.GetMembers().Where(m => m is IFieldSymbol { IsImplicitlyDeclared: false, IsStatic: false } or IPropertySymbol { IsStatic: false }).ToList();
        var places = new HashSet<ISymbol>(PlaceReader.Attributes(type).Select(p => p.Member), SymbolEqualityComparer.Default);
        var registers = new Registration();
        context.RegisterOperationAction(c => OnCall(c, places, registers), OperationKind.Invocation);
        context.RegisterOperationAction(c => OnAssignment(c, type, places, registers), OperationKind.SimpleAssignment);
        context.RegisterSymbolEndAction(c => OnEnd(c, type, members, places, registers));
    }

    private static void OnCall(OperationAnalysisContext context, HashSet<ISymbol> places, Registration registers)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name.StartsWith("register", StringComparison.OrdinalIgnoreCase))
        {
            registers.IsSeen = true;
            if (call.TargetMethod.Name != "RegisterComponents")
            {
                registers.IsByHand = true;
            }
        }
        else if (call.TargetMethod.Name == "forward" && Operations.Member(call.Instance) is { } member && places.Contains(member))
        {
            context.ReportDiagnostic(Diagnostic.Create(CodeDescriptors.DirectForward, call.Syntax.GetLocation(), member.Name));
        }
    }

    private static void OnAssignment(OperationAnalysisContext context, INamedTypeSymbol type, HashSet<ISymbol> places, Registration registers)
    {
        var isConstruction = context.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } or IFieldSymbol or IPropertySymbol;
        if (!isConstruction && Operations.Member(((ISimpleAssignmentOperation)context.Operation).Target) is { } member && places.Contains(member))
        {
            context.ReportDiagnostic(Diagnostic.Create(CodeDescriptors.ReplacedPlace, context.Operation.Syntax.GetLocation(), member.Name, type.Name));
        }
        else if (isConstruction && Operations.Member(((ISimpleAssignmentOperation)context.Operation).Target) is { } set && set.StoredType().IsTensor() && IsAfterRegistration(context.Operation))
        {
            registers.Late.Add(set);
        }
    }

    // RegisterComponents makes a buffer of each tensor that it finds in a field; of what comes later it does not know.
    private static bool IsAfterRegistration(IOperation assignment) => assignment.Root().Descendants()
        .Any(o => o is IInvocationOperation { TargetMethod.Name: "RegisterComponents" } && o.Syntax.SpanStart < assignment.Syntax.SpanStart);

    private static void OnDivergence(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "kl_div", ContainingAssembly.Name: "TorchSharp" }
            && call.Arguments.Any(a => a.Parameter?.Name == "log_target" && a.ArgumentKind == ArgumentKind.DefaultValue))
        {
            context.ReportDiagnostic(Diagnostic.Create(CodeDescriptors.BareDivergence, call.Syntax.GetLocation()));
        }
    }

    private static void OnEnd(SymbolAnalysisContext context, INamedTypeSymbol type, List<ISymbol> members, HashSet<ISymbol> places, Registration registers)
    {
        ISymbol? first = null;
        foreach (var member in members)
        {
            var memberType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
            var isAutomatic = member is IPropertySymbol && member.IsStored();
            if (memberType.IsModule())
            {
                first ??= member is IFieldSymbol || isAutomatic ? member : null;
                Report(isAutomatic, CodeDescriptors.PropertyModule, member.Name);
            }
            else if (places.Contains(member))
            {
                // That it is no module is told where the place is.
            }
            else if (memberType.IsTensor())
            {
                Report(registers.Late.Contains(member, SymbolEqualityComparer.Default), CodeDescriptors.LooseTensor, member.Name, type.Name);
                Report(isAutomatic, CodeDescriptors.PropertyModule, member.Name);
            }
            else if (IsCollectionOfModules(memberType))
            {
                Report(member is IFieldSymbol || isAutomatic, CodeDescriptors.LooseModules, member.Name, memberType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), type.Name);
            }

            void Report(bool isWrong, DiagnosticDescriptor descriptor, params object[] arguments)
            {
                // A class that registers by itself knows what it does.
                if (isWrong && !(registers.IsByHand && descriptor.Id != DiagnosticIds.PropertyModule))
                {
                    context.ReportDiagnostic(Diagnostic.Create(descriptor, member.Locations.FirstOrDefault(), arguments));
                }
            }
        }

        // The constructor of a base of the user's own registers what derived classes have too.
        if (first is not null && !registers.IsSeen && !ModelMembers.HasBase(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(CodeDescriptors.NeverRegistered, type.Locations.FirstOrDefault(), type.Name, first.Name));
        }
    }

    private static bool IsCollectionOfModules(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.IsModule(),
        INamedTypeSymbol named => named.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic" && named.TypeArguments.Any(a => a.IsModule()),
        _ => false,
    };

    /// <summary>What a class does about its components.</summary>
    private sealed class Registration
    {
        /// <summary>Whether it registers any.</summary>
        public bool IsSeen { get; set; }

        /// <summary>The tensors that it has only when it has registered.</summary>
        public ConcurrentBag<ISymbol> Late { get; } = [];

        /// <summary>Whether it registers some by name.</summary>
        public bool IsByHand { get; set; }
    }
}
