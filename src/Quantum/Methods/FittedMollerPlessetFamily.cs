using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>ri-mp2</c>, cores frozen, and <c>ri-mp2(full)</c>: MP2 on a field, both with fitted integrals. <c>auxiliary=FILE</c> names a set of the user's.</summary>
internal sealed class FittedMollerPlessetFamily : IMethodFamily
{
    public string Name => "ri-mp2";

    public string Usage => "ri-mp2/cc-pvdz";

    public IEnumerable<string> Words => [Name, "df-mp2"];

    public IMethod Open(MethodName name, PotentialArguments options) => new Method(name.Takes("full"), new(options));

    sealed class Method(bool full, NamedAuxiliary auxiliary) : IMethod
    {
        public string Name => full ? "RI-MP2(full)" : "RI-MP2";

        public string Says => $"second-order perturbation theory on a field, integrals of both by density fitting with {auxiliary}, {(full ? "all electrons" : "cores frozen")}";

        public bool HasGradient => false;

        public double Bytes(MethodTask task)
        {
            var size = MoleculeSize.Of(task);
            return size.FieldBytes + FittedMollerPlesset.Bytes(size, auxiliary.Count(task), full);
        }

        public MethodResult Solve(MethodTask task)
        {
            var set = auxiliary.For(task.Basis);
            var field = task.Field with { Fitting = set, Memory = task.Memory };
            var result = FittedMollerPlesset.Solve(task.Structure, task.Basis, set, new() { Full = full, FieldGradient = task.Gradient, Memory = task.Memory }, field, task.Team);
            return new() { Energy = result.Energy, Field = result.Field };
        }
    }
}
