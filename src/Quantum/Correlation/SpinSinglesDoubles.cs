using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The equations of coupled clusters with single and double excitations over spin orbitals (Stanton, Gauss, Watts, Bartlett, J. Chem. Phys. 94, 4334 (1991)), for the canonical orbitals of an unrestricted field.
/// Occupied orbitals are i, j, m, n, virtual ones a, b, e, f. W_abef is not formed: what it adds to ⟨ab‖ef⟩ goes where fewer indices meet.
/// </summary>
internal sealed class SpinSinglesDoubles(SpinIntegrals integrals, Team team) : IAmplitudeEquations
{
    readonly SpinSpace _space = integrals.Space;
    readonly Workspace _work = new(team);

    /// <summary>Bytes of amplitudes, intermediates, and DIIS over eight steps.</summary>
    public static double Bytes(SpinSpace s)
    {
        double o = s.OccupiedAlpha, v = s.VirtualBeta;
        return sizeof(double) * 75 * o * o * v * v;
    }

    public double[][] First()
    {
        var doubles = Doubles();
        doubles.Add("ijab->ijab", 1, integrals.Oovv);
        Divide(doubles);
        return Packed(Singles(), doubles);
    }

    public double[][] Next(double[][] amplitudes)
    {
        _work.Reset();
        var (t1, t2) = Unpack(_space, amplitudes);
        var tau = Tau(t1, t2, 1);
        SpinTensor foo = New("oo"), fvv = New("vv"), fov = New("ov");
        var half = Tau(t1, t2, 0.5);
        foo.Add("ne,mnie->mi", 1, t1, integrals.Ooov, _work);
        foo.Add("inef,mnef->mi", 0.5, half, integrals.Oovv, _work);
        fvv.Add("mf,mafe->ae", 1, t1, integrals.Ovvv, _work);
        fvv.Add("mnaf,mnef->ae", -0.5, half, integrals.Oovv, _work);
        fov.Add("nf,mnef->me", 1, t1, integrals.Oovv, _work);
        var singles = NextSingles(t1, t2, foo, fvv, fov);
        foo.Add("je,me->mj", 0.5, t1, fov, _work);
        fvv.Add("mb,me->be", -0.5, t1, fov, _work);
        var doubles = NextDoubles(t1, t2, tau, foo, fvv);
        Divide(singles);
        Divide(doubles);
        return Packed(singles, doubles);
    }

    public double Energy(double[][] amplitudes)
    {
        var (t1, t2) = Unpack(_space, amplitudes);
        var sum = 0.0;
        foreach (var (spins, tau) in Tau(t1, t2, 1).Blocks)
            sum += (spins[0] == spins[1] ? 0.25 : 1) * SquareMatrices.Trace(tau.Data, integrals.Oovv[spins].Data);
        return sum;
    }

    /// <summary>Both spins count: half the squares, which for a closed shell are those of its orbitals.</summary>
    public double SinglesNorm(double[][] amplitudes) => Math.Sqrt(0.5 * (SquareMatrices.Trace(amplitudes[0], amplitudes[0]) + SquareMatrices.Trace(amplitudes[1], amplitudes[1])));

    /// <summary>Amplitudes as tensors, [i, a] and [i, j, a, b].</summary>
    public static (SpinTensor Singles, SpinTensor Doubles) Unpack(SpinSpace space, double[][] amplitudes)
    {
        SpinTensor singles = new(space, "ov"), doubles = new(space, "oovv", true, true);
        foreach (var (block, data) in singles.Blocks.Concat(doubles.Blocks).Zip(amplitudes))
            data.CopyTo(block.Block.Data, 0);
        return (singles, doubles);
    }

    static double[][] Packed(SpinTensor singles, SpinTensor doubles) => [.. singles.Blocks.Concat(doubles.Blocks).Select(b => b.Block.Data)];

    SpinTensor Singles() => new(_space, "ov");

    SpinTensor Doubles() => new(_space, "oovv", true, true);

    SpinTensor New(string spaces, bool first = false, bool last = false) => new(_space, spaces, first, last, _work);

    SpinTensor NextSingles(SpinTensor t1, SpinTensor t2, SpinTensor foo, SpinTensor fvv, SpinTensor fov)
    {
        var r = Singles();
        r.Add("ie,ae->ia", 1, t1, fvv, _work);
        r.Add("ma,mi->ia", -1, t1, foo, _work);
        r.Add("imae,me->ia", 1, t2, fov, _work);
        r.Add("nf,naif->ia", -1, t1, integrals.Ovov, _work);
        r.Add("imef,maef->ia", -0.5, t2, integrals.Ovvv, _work);
        r.Add("mnae,nmie->ia", 0.5, t2, integrals.Ooov, _work);
        return r;
    }

    SpinTensor NextDoubles(SpinTensor t1, SpinTensor t2, SpinTensor tau, SpinTensor foo, SpinTensor fvv)
    {
        var r = Doubles();
        r.Add("ijab->ijab", 1, integrals.Oovv);
        var ladder = New("oooo", true, true);
        ladder.Add("mnij->mnij", 1, integrals.Oooo);
        ladder.Add("je,mnie->mnij", 1, t1, integrals.Ooov, _work);
        ladder.Add("ie,mnje->mnij", -1, t1, integrals.Ooov, _work);
        ladder.Add("ijef,mnef->mnij", 0.5, tau, integrals.Oovv, _work);
        r.Add("mnab,mnij->ijab", 0.5, tau, ladder, _work);
        integrals.Ladder.Add(tau, r, _work);

        // What P(ab) is to make antisymmetric.
        var particles = New("oovv", first: true);
        particles.Add("ijae,be->ijab", 1, t2, fvv, _work);
        particles.Add("ma,mbij->ijab", -1, t1, Holes(t1, tau), _work);
        r.Add("ijab->ijab", 1, particles);
        r.Add("ijba->ijab", -1, particles);

        // What P(ij) is.
        var holes = New("oovv", last: true);
        holes.Add("imab,mj->ijab", -1, t2, foo, _work);
        holes.Add("ie,jeab->ijab", -1, t1, integrals.Ovvv, _work);
        r.Add("ijab->ijab", 1, holes);
        r.Add("jiab->ijab", -1, holes);

        // What both are.
        var rings = New("oovv");
        rings.Add("imae,mbej->ijab", 1, t2, Rings(t1, t2), _work);
        r.Add("ijab->ijab", 1, rings);
        r.Add("jiab->ijab", -1, rings);
        r.Add("ijba->ijab", -1, rings);
        r.Add("jiba->ijab", 1, rings);
        return r;
    }

    /// <summary>⟨mb‖ij⟩ + ½ Σ_ef ⟨mb‖ef⟩ τ_ij^ef + P(ij) Σ_e t_i^e ⟨mb‖ej⟩.</summary>
    SpinTensor Holes(SpinTensor t1, SpinTensor tau)
    {
        var holes = New("ovoo", last: true);
        holes.Add("ijmb->mbij", 1, integrals.Ooov);
        holes.Add("mbef,ijef->mbij", 0.5, integrals.Ovvv, tau, _work);
        var dressed = New("ovoo");
        dressed.Add("ie,mbje->mbij", -1, t1, integrals.Ovov, _work);
        holes.Add("mbij->mbij", 1, dressed);
        holes.Add("mbji->mbij", -1, dressed);
        return holes;
    }

    /// <summary>W_mbej = ⟨mb‖ej⟩ + Σ_f t_j^f ⟨mb‖ef⟩ − Σ_n t_n^b ⟨mn‖ej⟩ − Σ_nf (½ t_jn^fb + t_j^f t_n^b) ⟨mn‖ef⟩.</summary>
    SpinTensor Rings(SpinTensor t1, SpinTensor t2)
    {
        var dressed = New("oovv");
        dressed.Add("jnfb->jnfb", 0.5, t2);
        dressed.Add("jf,nb->jnfb", 1, t1, t1, _work);
        var rings = New("ovvo");
        rings.Add("mbje->mbej", -1, integrals.Ovov);
        rings.Add("jf,mbef->mbej", 1, t1, integrals.Ovvv, _work);
        rings.Add("nb,mnje->mbej", 1, t1, integrals.Ooov, _work);
        rings.Add("jnfb,mnef->mbej", -1, dressed, integrals.Oovv, _work);
        return rings;
    }

    /// <summary>t_ij^ab + <paramref name="weight"/> (t_i^a t_j^b − t_i^b t_j^a).</summary>
    SpinTensor Tau(SpinTensor t1, SpinTensor t2, double weight)
    {
        var tau = New("oovv", true, true);
        tau.Add("ijab->ijab", 1, t2);
        tau.Add("ia,jb->ijab", weight, t1, t1, _work);
        tau.Add("ib,ja->ijab", -weight, t1, t1, _work);
        return tau;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Divide(SpinTensor t)
    {
        foreach (var (spins, block) in t.Blocks)
        {
            // Of half as many holes as axes, the particles after them.
            var rank = spins.Length / 2;
            double[] Levels(int axis) => axis < rank ? integrals.Energies(spins[axis]) : [.. integrals.Energies(spins[axis]).Skip(_space.Size('o', spins[axis])).Select(e => -e)];
            var levels = Enumerable.Range(0, spins.Length).Select(Levels).ToArray();
            var (data, shape) = (block.Data, block.Shape);
            for (var at = 0; at < data.Length; at++)
            {
                var (rest, gap) = (at, 0.0);
                for (var axis = shape.Length - 1; axis >= 0; axis--)
                {
                    gap += levels[axis][rest % shape[axis]];
                    rest /= shape[axis];
                }
                data[at] /= gap;
            }
        }
    }
}
