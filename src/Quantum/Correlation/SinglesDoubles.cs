using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The closed-shell equations of coupled clusters with single and double excitations, for canonical orbitals (Hirata, Podeszwa, Tobita, Bartlett, J. Chem. Phys. 120, 2581 (2004); Scuseria, Janssen, Schaefer, J. Chem. Phys. 89, 7382 (1988)).
/// Occupied orbitals are i, j, k, l, virtual ones a, b, c, d; integrals are (pq|rs), amplitudes t[i, a] and t[i, j, a, b].
/// </summary>
/// <remarks>
/// Rings are products of matrices [ia, kc]. Where they were 2 D t − D t̃ − C t − (C t̃ with i and j swapped), t̃ having its particles swapped, they are (D − ½ C)(2 t − t̃) − ½ C t̃ − (C t̃ with i and j swapped): two products instead of four.
/// Arrays are kept in the orders that <see cref="Tensor.Add"/> can use as they lie.
/// </remarks>
internal sealed class SinglesDoubles(OrbitalIntegrals integrals, Team team) : IAmplitudeEquations
{
    readonly int _o = integrals.Occupied, _v = integrals.Virtual;
    readonly Workspace _work = new(team);

    // 2 (kc|ld) − (kd|lc) and 2 (lc|ki) − (kc|li).
    readonly Tensor _ovov = Twice(integrals.Ovov, "kdlc->kcld"), _ovoo = Twice(integrals.Ovoo, "kcli->lcki");

    // (kd|ac) as [a, k, c, d], (kc|ld) as [k, l, c, d], (lc|kd) as [l, d, k, c], (lc|ki) as [l, k, c, i], (ia|jk) as [i, a, j, k].
    readonly Tensor _turned = integrals.Ovvv.Permuted("kdac->akcd"), _direct = integrals.Ovov.Permuted("kcld->klcd"), _crossed = integrals.Ovov.Permuted("lckd->ldkc"),
        _hole = integrals.Ovoo.Permuted("lcki->lkci");

    /// <summary>Bytes of arrays of the equations' own, amplitudes, intermediates, and DIIS over eight steps.</summary>
    public static double Bytes(double o, double v) => sizeof(double) * (40 * o * o * v * v + o * v * v * v);

    static Tensor Twice(Tensor direct, string exchanged, Workspace? work = null)
    {
        var sum = work?.Tensor(direct.Shape) ?? new(direct.Shape);
        sum.AddPermuted("pqrs->pqrs", direct, 2);
        sum.AddPermuted(exchanged, direct, -1);
        return sum;
    }

    public double[][] First()
    {
        var t = integrals.Ovov.Permuted("iajb->ijab");
        Divide(t);
        return [new double[_o * _v], t.Data];
    }

    public double Energy(double[][] amplitudes)
    {
        var (t1, t2) = Unpack(amplitudes, _o, _v);
        return Vectors.Dot(_ovov.Permuted("iajb->ijab").Data, Tau(t1, t2).Data);
    }

    public double SinglesNorm(double[][] amplitudes) => Math.Sqrt(SquareMatrices.Trace(amplitudes[0], amplitudes[0]));

    /// <summary>Amplitudes as tensors, [i, a] and [i, j, a, b].</summary>
    public static (Tensor Singles, Tensor Doubles) Unpack(double[][] amplitudes, int o, int v) => (new(amplitudes[0], o, v), new(amplitudes[1], o, o, v, v));

    public double[][] Next(double[][] amplitudes)
    {
        _work.Reset();
        var (t1, t2) = Unpack(amplitudes, _o, _v);
        var tau = Tau(t1, t2);
        var twice = Twice(tau, "ijba->ijab", _work);
        Tensor foo = _work.Tensor(_o, _o), fvv = _work.Tensor(_v, _v), fov = _work.Tensor(_o, _v);
        foo.Add("klcd,ilcd->ki", 1, _direct, twice, _work);
        fvv.Add("lkdc,lkda->ac", -1, _direct, twice, _work);
        fov.Add("kcld,ld->kc", 1, _ovov, t1, _work);
        // [i, a, j, b] of t_ij^ab and of t_ij^ba.
        Tensor direct = t2.Permuted("ijab->iajb", _work), crossed = t2.Permuted("ijba->iajb", _work);
        var both = _work.Tensor(direct.Shape);
        both.AddPermuted("iajb->iajb", direct, 2);
        both.AddPermuted("iajb->iajb", crossed, -1);
        var singles = Singles(t1, both, twice, foo, fvv, fov);
        foo.Add("lcki,lc->ki", 1, _ovoo, t1, _work);
        fvv.Add("kdac,kd->ac", 2, integrals.Ovvv, t1, _work);
        fvv.Add("akdc,kd->ac", -1, _turned, t1, _work);
        var doubles = Doubles(t1, tau, direct, crossed, both, foo, fvv);
        Divide(singles);
        Divide(doubles);
        return [singles.Data, doubles.Data];
    }

    Tensor Singles(Tensor t1, Tensor both, Tensor twice, Tensor foo, Tensor fvv, Tensor fov)
    {
        var r = new Tensor(_o, _v);
        r.Add("ac,ic->ia", 1, fvv, t1, _work);
        r.Add("ki,ka->ia", -1, foo, t1, _work);
        r.Add("kc,kcia->ia", 1, fov, both, _work);
        var middle = _work.Tensor(_o, _o);
        middle.Add("kc,ic->ki", 1, fov, t1, _work);
        r.Add("ki,ka->ia", 1, middle, t1, _work);
        r.Add("kcia,kc->ia", 2, integrals.Ovov, t1, _work);
        r.Add("kiac,kc->ia", -1, integrals.Oovv, t1, _work);
        r.Add("akcd,ikcd->ia", 1, _turned, twice, _work);
        r.Add("lkci,lkca->ia", -1, _hole, twice, _work);
        return r;
    }

    Tensor Doubles(Tensor t1, Tensor tau, Tensor direct, Tensor crossed, Tensor both, Tensor loo, Tensor lvv)
    {
        // [i, a, j, b] of what is to be added together with its mirror image (i ↔ j, a ↔ b).
        var half = _work.Tensor(_o, _v, _o, _v);
        half.Add("iabc,jc->iajb", 1, integrals.Ovvv, t1, _work);
        var hole = integrals.Ovoo.Permuted("iajk->iajk", _work);
        hole.Add("iakc,jc->iajk", 1, integrals.Ovov, t1, _work);
        hole.Add("kjac,ic->iajk", 1, integrals.Oovv, t1, _work);
        // Σ_cd (kd|ac) τ_ij^cd: the part of the ladder that singles dress.
        hole.Add("akcd,ijcd->iajk", 1, _turned, tau, _work);
        half.Add("iajk,kb->iajb", -1, hole, t1, _work);
        half.Add("ac,icjb->iajb", 1, lvv, direct, _work);
        half.Add("ki,kajb->iajb", -1, loo, direct, _work);
        AddRings(t1, crossed, both, half);

        var r = integrals.Ovov.Permuted("iajb->ijab");
        r.AddPermuted("iajb->ijab", half, 1);
        r.AddPermuted("jbia->ijab", half, 1);
        var ladder = integrals.Oooo.Permuted("kilj->klij", _work);
        ladder.Add("lcki,jc->klij", 1, integrals.Ovoo, t1, _work);
        ladder.Add("kclj,ic->klij", 1, integrals.Ovoo, t1, _work);
        ladder.Add("klcd,ijcd->klij", 1, _direct, tau, _work);
        r.Add("klij,klab->ijab", 1, ladder, tau, _work);
        integrals.Ladder.Add(tau, r, _work);
        return r;
    }

    void AddRings(Tensor t1, Tensor crossed, Tensor both, Tensor half)
    {
        // t_i^c (kc|ad), t_i^c (kd|ac), and ½ t̃ + t t.
        Tensor near = _work.Tensor(_o, _v, _o, _v), far = _work.Tensor(_o, _v, _o, _v), dressed = _work.Tensor(_o, _v, _o, _v);
        near.Add("kcad,id->iakc", 1, integrals.Ovvv, t1, _work);
        near.Add("kcli,la->iakc", -1, integrals.Ovoo, t1, _work);
        far.Add("kdac,id->iakc", 1, integrals.Ovvv, t1, _work);
        far.Add("lcki,la->iakc", -1, integrals.Ovoo, t1, _work);
        far.AddPermuted("kiac->iakc", integrals.Oovv, 1);
        dressed.Add("id,la->iald", 1, t1, t1, _work);
        // D − ½ C; of D the doubles come with 2 (ld|kc) − (lc|kd).
        near.AddPermuted("iakc->iakc", integrals.Ovov, 1);
        near.AddPermuted("iakc->iakc", far, -0.5);
        var rest = _work.Tensor(_o, _v, _o, _v);
        rest.AddPermuted("iald->iald", both, 0.5);
        rest.AddPermuted("iald->iald", dressed, -1);
        near.Add("iald,ldkc->iakc", 0.5, rest, _ovov, _work);
        // C.
        dressed.AddPermuted("iald->iald", crossed, 0.5);
        far.Add("iald,ldkc->iakc", -1, dressed, _crossed, _work);
        half.Add("iakc,kcjb->iajb", 1, near, both, _work);
        var swapped = _work.Tensor(_o, _v, _o, _v);
        swapped.Add("iakc,kcjb->iajb", 1, far, crossed, _work);
        half.AddPermuted("iajb->iajb", swapped, -0.5);
        half.AddPermuted("ibja->iajb", swapped, -1);
    }

    Tensor Tau(Tensor t1, Tensor t2)
    {
        var tau = t2.Permuted("ijab->ijab", _work);
        tau.Add("ia,jb->ijab", 1, t1, t1, _work);
        return tau;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Divide(Tensor t)
    {
        var e = integrals.Energies;
        var at = 0;
        if (t.Shape.Length == 2)
        {
            for (var i = 0; i < _o; i++)
            {
                for (var a = 0; a < _v; a++)
                    t.Data[at++] /= e[i] - e[_o + a];
            }
            return;
        }
        for (var ij = 0; ij < _o * _o; ij++)
        {
            var pair = e[ij / _o] + e[ij % _o];
            for (var a = 0; a < _v; a++)
            {
                for (var b = 0; b < _v; b++)
                    t.Data[at++] /= pair - e[_o + a] - e[_o + b];
            }
        }
    }
}
