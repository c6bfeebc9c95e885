using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>mp2</c>, cores frozen, and <c>mp2(full)</c>.</summary>
internal sealed class MollerPlessetFamily : IMethodFamily
{
    public string Name => "mp2";

    public string Usage => "mp2/cc-pvdz";

    public IMethod Open(MethodName name, PotentialArguments options) => new Method(name.Takes("full"));

    sealed class Method(bool full) : IMethod
    {
        public string Name => full ? "MP2(full)" : "MP2";

        public string Says => $"second-order perturbation theory, {(full ? "all electrons" : "cores frozen")}";

        public bool HasGradient => false;

        public double Bytes(MethodTask task)
        {
            var size = MoleculeSize.Of(task);
            return size.FieldBytes + (size.Alpha == size.Beta ? MollerPlesset.Bytes(size.Functions, size.Correlated(full), size.Virtual) : MollerPlesset.Bytes(size.Functions, size.Space(full)));
        }

        public MethodResult Solve(MethodTask task)
        {
            var result = MollerPlesset.Solve(task.Structure, task.Basis, new() { Full = full, FieldGradient = task.Gradient, Memory = task.Memory }, task.Field, task.Team);
            return new() { Energy = result.Energy, Field = result.Field };
        }
    }
}
