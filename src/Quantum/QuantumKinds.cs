using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum;

/// <summary>What this library adds to the potential grammar: methods of its own, and programs it drives.</summary>
public static class QuantumKinds
{
    public static IReadOnlyList<IPotentialKind> All { get; } =
    [
        new IpiKind(),
        .. MethodFamilies.All.Select(f => new MethodKind(f)),
        new XtbKind(),
        new Psi4Kind(),
        new NwchemKind(),
    ];
}
