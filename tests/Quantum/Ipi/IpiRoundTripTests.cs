using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Our server asks our client: the numbers are those of the potential itself.</summary>
public sealed class IpiRoundTripTests
{
    [Theory]
    [InlineData("sw", "silicon", "unix", "")]
    [InlineData("sw", "silicon", "tcp", "")]
    [InlineData("sw", "silicon", "unix", ",triangular")]
    [InlineData("sw", "left-handed", "unix", ",triangular")]
    [InlineData(Samples.ArgonLaw, "argon", "tcp", "")]
    [InlineData(Samples.ArgonLaw, "cluster", "unix", "")]
    public void Numbers_are_those_of_the_potential_itself(string law, string sample, string transport, string settings)
    {
        var structure = sample switch { "silicon" => Samples.Silicon(), "left-handed" => Samples.Silicon(leftHanded: true), "argon" => Samples.Argon(), _ => Samples.Cluster() };
        var address = transport == "unix" ? Samples.FreeName() : Samples.FreePort();
        var potential = Samples.Open($"ipi:{address}{settings}");
        var client = Serve(address, law, structure);
        using (var evaluator = potential.Open(EvaluatorOptions.Default))
        {
            for (var step = 0; step < 5; step++)
            {
                var moved = Samples.Moved(structure, step);
                // Turning a structure to and fro costs some roundings.
                Samples.AssertSame(Samples.Direct(law, moved), Samples.Ask(evaluator, moved), settings.Length > 0 ? 1e-11 : 1e-12);
            }
        }
        ((IDisposable)potential).Dispose();
        Assert.Equal(IpiEnd.Exit, Ended(client));
    }

    [Fact]
    public void Two_clients_serve_two_evaluators_at_once_and_one_serves_both_in_turn()
    {
        var address = Samples.FreeName();
        var potential = Samples.Open($"ipi:{address}");
        var expected = Samples.Direct("sw", Samples.Silicon()).Energy;
        void AskTwice()
        {
            using IEvaluator one = potential.Open(EvaluatorOptions.Default), two = potential.Open(EvaluatorOptions.Default);
            Parallel.Invoke(
                () => Assert.Equal(expected, Samples.Ask(one, Samples.Silicon()).Energy, 1e-9),
                () => Assert.Equal(expected, Samples.Ask(two, Samples.Silicon()).Energy, 1e-9));
        }
        var first = Serve(address, "sw", Samples.Silicon());
        AskTwice();
        var second = Serve(address, "sw", Samples.Silicon());
        AskTwice();
        ((IDisposable)potential).Dispose();
        // One that never had a turn finds the socket closed.
        Assert.Equal(IpiEnd.Exit, Ended(first));
        Assert.Contains(Ended(second), (IpiEnd[])[IpiEnd.Exit, IpiEnd.Closed]);
    }

    [Fact]
    public void Other_atoms_than_the_client_has_are_refused()
    {
        var address = Samples.FreeName();
        var potential = Samples.Open($"ipi:{address}");
        var client = Serve(address, "sw", Samples.Silicon());
        using (var evaluator = potential.Open(EvaluatorOptions.Default))
        {
            Samples.Ask(evaluator, Samples.Silicon());
            var error = Assert.Throws<PotentialException>(() => Samples.Ask(evaluator, Samples.Argon()));
            Assert.Contains("does not tell a client the elements", error.Message);
            Samples.Ask(evaluator, Samples.Silicon());
        }
        ((IDisposable)potential).Dispose();
        Assert.Equal(IpiEnd.Exit, Ended(client));
    }

    [Fact]
    public void A_potential_that_fails_answers_nothing_and_costs_one_structure()
    {
        var address = Samples.FreeName();
        var potential = Samples.Open($"ipi:{address}");
        using (var evaluator = potential.Open(EvaluatorOptions.Default))
        {
            // The client's own structure has an element that its potential does not cover.
            var client = Serve(address, "sw", new Structure([Element.Parse("Au")], [default]));
            var atom = new Structure([Element.Parse("Si")], [default]);
            Assert.Contains("closed the connection", Assert.Throws<PotentialException>(() => Samples.Ask(evaluator, atom)).Message);
            Assert.Contains("Au", Assert.Throws<AggregateException>(() => Ended(client)).InnerException!.Message);
            var next = Serve(address, "sw", Samples.Silicon());
            Assert.Equal(Samples.Direct("sw", Samples.Silicon()).Energy, Samples.Ask(evaluator, Samples.Silicon()).Energy, 1e-9);
            ((IDisposable)potential).Dispose();
            Assert.Equal(IpiEnd.Exit, Ended(next));
        }
    }

    [Fact]
    public void Serving_stops_when_told_to()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        using var evaluator = Samples.Open("sw").Open(EvaluatorOptions.Default);
        Assert.Equal(IpiEnd.Cancelled, new IpiClient(IpiAddress.Parse(Samples.FreeName()), Samples.Silicon(), evaluator).Serve(TimeSpan.FromSeconds(20), null, stop.Token));
        Assert.Equal(IpiEnd.Nobody, new IpiClient(IpiAddress.Parse(Samples.FreeName()), Samples.Silicon(), evaluator).Serve(TimeSpan.Zero));
    }

    static IpiEnd Ended(Task<IpiEnd> client)
    {
        Assert.True(client.Wait(TimeSpan.FromSeconds(20)), "the client did not end");
        return client.Result;
    }

    static Task<IpiEnd> Serve(string address, string law, Structure structure) => Task.Factory.StartNew(() =>
    {
        using var evaluator = Samples.Open(law).Open(EvaluatorOptions.Default);
        return new IpiClient(IpiAddress.Parse(address), structure.Clone(), evaluator).Serve(TimeSpan.FromSeconds(20));
    }, TaskCreationOptions.LongRunning);
}
