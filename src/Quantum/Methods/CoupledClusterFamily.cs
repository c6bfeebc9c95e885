using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>ccsd</c> and <c>ccsd(t)</c>, cores frozen; <c>ccsd(full)</c> and <c>ccsd(t,full)</c>.</summary>
internal sealed class CoupledClusterFamily : IMethodFamily
{
    public string Name => "ccsd";

    public string Usage => "ccsd(t)/cc-pvdz";

    public IMethod Open(MethodName name, PotentialArguments options) => new Method(name.Takes("t"), name.Takes("full"));

    sealed class Method(bool triples, bool full) : IMethod
    {
        public string Name => (triples, full) switch { (false, false) => "CCSD", (false, true) => "CCSD(full)", (true, false) => "CCSD(T)", (true, true) => "CCSD(T,full)" };

        public string Says => $"coupled clusters of singles and doubles{(triples ? ", perturbative triples" : "")}, {(full ? "all electrons" : "cores frozen")}";

        public bool HasGradient => false;

        public double Bytes(MethodTask task)
        {
            var size = MoleculeSize.Of(task);
            var more = size.Alpha == size.Beta
                ? CoupledCluster.Bytes(size.Functions, size.Correlated(full), size.Virtual, triples, task.Team.Threads)
                : CoupledCluster.Bytes(size.Functions, size.Space(full), triples, task.Team.Threads);
            return size.FieldBytes + more;
        }

        public MethodResult Solve(MethodTask task)
        {
            var result = CoupledCluster.Solve(task.Structure, task.Basis, triples, new() { Full = full, FieldGradient = task.Gradient, Memory = task.Memory }, task.Field, task.Team);
            return new() { Energy = result.Energy, Field = result.Field, T1 = result.T1 };
        }
    }
}
