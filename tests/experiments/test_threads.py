import numpy as np

from course_utils.experiments import threads


def test_matrix_products_take_one_thread_in_the_body_and_their_own_number_after():
    import threadpoolctl

    def blas():
        np.ones((4, 4)) @ np.ones((4, 4))
        return [lib["num_threads"] for lib in threadpoolctl.threadpool_info() if lib["user_api"] == "blas"]

    before = blas()
    with threads.one_thread():
        assert set(blas()) == {1}
    assert blas() == before
